"""Writes facts down: the one write path for what citizens do, one writer per kind of fact."""

import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import tzinfo
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.answer import FREE_TEXT
from dialogs.city.cleaning import fold
from dialogs.city.facts import (
    CommentChanged,
    CommentContinued,
    CommentDiscarded,
    CommentHandedIn,
    CommentSupported,
    CommentWithdrawn,
    DataRequested,
    EventAttended,
    EventSignedOff,
    EventSignedUp,
    EventWishChosen,
    EventWishTakenBack,
    Fact,
    LanguageChosen,
    NoticeRead,
    ObjectionRaised,
    PersonErased,
    QuestionAnswered,
    SectionRead,
    StaffChatLinked,
    SupportTakenBack,
    SurveyHandedIn,
    SurveyStarted,
    VoteCast,
    WishChosen,
    WishTakenBack,
)
from dialogs.city.facts_notices import (
    AllSwitchedOff,
    QuietHoursChosen,
    RemindersStopped,
    RhythmChosen,
    SurveyReminderChosen,
    TopicChosen,
    TopicDropped,
)
from dialogs.engine.wants import RunState
from storage.city import Shelf
from storage.pen import Happened, Pen
from storage.ready import Ready
from storage.record_comments import (
    write_changes,
    write_comments_handed_in,
    write_discarded,
    write_parts,
    write_supports,
    write_taken_back,
    write_withdrawn,
)
from storage.record_events import (
    write_attended,
    write_event_wishes,
    write_event_wishes_taken_back,
    write_signed_off,
    write_signed_up,
)
from storage.record_guidelines import write_readings, write_votes
from storage.record_objections import write_objections
from storage.record_privacy import write_data_requests, write_erasures
from storage.staff_chats import write_staff_chats
from storage.subscriptions import (
    write_all_off,
    write_quiet_hours,
    write_rhythms,
    write_topics,
    write_topics_dropped,
)
from storage.tables import answers, participation, runs
from storage.wishes import (
    write_reminders_stopped,
    write_survey_reminders,
    write_wishes,
    write_wishes_taken_back,
)

__all__ = ["WRITERS", "Happened", "record"]


# Starting twice (two devices at once) is starting once.
_BEGIN_RUN = Ready(
    lambda insert: insert(runs).on_conflict_do_nothing(),
    *("item", "pseudonym", "version", "state", "channel", "language", "started"),
)


def _take_part(insert: Any) -> Any:
    """Whoever begins anew has had the answers erased that were handed in: what is known follows."""
    statement = insert(participation)
    return statement.on_conflict_do_update(
        index_elements=[participation.c.citizen, participation.c.item],
        set_={name: statement.excluded[name] for name in ("version", "state", "day")},
        where=participation.c.state == RunState.COMPLETE,
    )


_TAKE_PART = Ready(_take_part, "citizen", "item", "version", "state", "day")


async def _write_started(pen: Pen, happened: Sequence[Happened[SurveyStarted]]) -> None:
    rows, parts = [], []
    for h in happened:
        item, day = pen.shelf.surveys.numbers[h.fact.survey], pen.day(h)
        rows.append(
            {
                "item": item,
                "pseudonym": pen.name(pen.shelf.surveys, h.fact.survey, h.citizen),
                "version": h.fact.version,
                "state": RunState.STARTED,
                "channel": h.channel,
                "language": h.fact.language,
                "started": day,
            }
        )
        parts.append(
            {
                "citizen": h.citizen,
                "item": item,
                "version": h.fact.version,
                "state": RunState.STARTED,
                "day": day,
            }
        )
    await _BEGIN_RUN.write(pen.connection, rows)
    await _TAKE_PART.write(pen.connection, parts)


_ADD_ANSWER = Ready(
    insert(answers),
    *("item", "pseudonym", "question", "revision", "kind", "value", "category", "raw", "folded", "day"),
)


_write_value = json.JSONEncoder(ensure_ascii=False).encode


async def _write_answers(pen: Pen, happened: Sequence[Happened[QuestionAnswered]]) -> None:
    rows = []
    for h in happened:
        answer = h.fact.answer
        rows.append(
            {
                "item": pen.shelf.surveys.numbers[h.fact.survey],
                "pseudonym": pen.name(pen.shelf.surveys, h.fact.survey, h.citizen),
                "question": h.fact.question,
                "revision": answer.revision,
                "kind": answer.kind,
                "value": _write_value(answer.value),
                "category": h.fact.category,
                "raw": answer.raw,
                "folded": fold(" ".join(answer.value)) if h.fact.category == FREE_TEXT else "",
                "day": pen.day(h),
            }
        )
    await _ADD_ANSWER.write(pen.connection, rows)


_TOOK_PART = Ready(
    update(participation)
    .where(participation.c.citizen == bindparam("who"), participation.c.item == bindparam("of_item"))
    .values(state=RunState.COMPLETE, day=bindparam("on_day"))
)
_HANDED_IN = Ready(
    update(runs)
    .where(runs.c.item == bindparam("of_item"), runs.c.pseudonym == bindparam("name"))
    .values(state=RunState.COMPLETE, receipt=bindparam("code"), handed_in=bindparam("on_day"))
)
_UNCOUNT = Ready(
    update(answers)
    .where(
        answers.c.item == bindparam("of_item"), answers.c.pseudonym == bindparam("name"), answers.c.counted
    )
    .values(counted=False)
)
_COUNT = Ready(
    update(answers)
    .where(
        answers.c.item == bindparam("of_item"),
        answers.c.pseudonym == bindparam("name"),
        answers.c.question == bindparam("of_question"),
        answers.c.revision == bindparam("of_revision"),
    )
    .values(counted=True)
)


async def _write_handed_in(pen: Pen, happened: Sequence[Happened[SurveyHandedIn]]) -> None:
    took_part, handed_in, mine, counted = [], [], [], []
    for h in happened:
        item, day = pen.shelf.surveys.numbers[h.fact.survey], pen.day(h)
        name = pen.name(pen.shelf.surveys, h.fact.survey, h.citizen)
        took_part.append({"who": h.citizen, "of_item": item, "on_day": day})
        handed_in.append({"of_item": item, "name": name, "code": h.fact.receipt, "on_day": day})
        mine.append({"of_item": item, "name": name})
        counted += [
            {"of_item": item, "name": name, "of_question": question, "of_revision": revision}
            for question, revision in h.fact.counted
        ]
    await _TOOK_PART.write(pen.connection, took_part)
    await _HANDED_IN.write(pen.connection, handed_in)
    await _UNCOUNT.write(pen.connection, mine)
    await _COUNT.write(pen.connection, counted)


async def _stands_with_the_citizen(_pen: Pen, _happened: Sequence[Happened[Fact]]) -> None:
    """Language and notice are columns of the citizen, written with his place (`storage.citizens.move`)."""


Writer = Callable[[Pen, Sequence[Happened[Any]]], Awaitable[None]]

WRITERS: dict[type[Fact], Writer] = {
    NoticeRead: _stands_with_the_citizen,
    LanguageChosen: _stands_with_the_citizen,
    SurveyStarted: _write_started,
    QuestionAnswered: _write_answers,
    SurveyHandedIn: _write_handed_in,
    SectionRead: write_readings,
    VoteCast: write_votes,
    CommentContinued: write_parts,
    CommentHandedIn: write_comments_handed_in,
    CommentChanged: write_changes,
    CommentDiscarded: write_discarded,
    ObjectionRaised: write_objections,
    CommentWithdrawn: write_withdrawn,
    CommentSupported: write_supports,
    SupportTakenBack: write_taken_back,
    WishChosen: write_wishes,
    WishTakenBack: write_wishes_taken_back,
    # Before those who sign up: a seat that is given back in the same moment is theirs at once.
    EventSignedOff: write_signed_off,
    EventSignedUp: write_signed_up,
    EventAttended: write_attended,
    EventWishChosen: write_event_wishes,
    EventWishTakenBack: write_event_wishes_taken_back,
    StaffChatLinked: write_staff_chats,
    SurveyReminderChosen: write_survey_reminders,
    RemindersStopped: write_reminders_stopped,
    TopicChosen: write_topics,
    TopicDropped: write_topics_dropped,
    RhythmChosen: write_rhythms,
    QuietHoursChosen: write_quiet_hours,
    AllSwitchedOff: write_all_off,
    DataRequested: write_data_requests,
    # The last: what else was done in the same moment goes too.
    PersonErased: write_erasures,
}


async def record(
    connection: AsyncConnection, shelf: Shelf, key: bytes, zone: tzinfo, happened: Sequence[Happened[Fact]]
) -> None:
    """Writes facts down, each kind at once, on the day it is in `zone`; constraints speak here.

    A fact without a writer is a KeyError.
    """
    by_kind: defaultdict[type[Fact], list[Happened[Fact]]] = defaultdict(list)
    for h in happened:
        by_kind[type(h.fact)].append(h)
    pen = Pen(connection, shelf, key, zone)
    for kind, write in WRITERS.items():
        if kind in by_kind:
            await write(pen, by_kind.pop(kind))
    for kind in by_kind:
        raise KeyError(kind)
