"""Answers what the talks want to see: one line per kind of want, one query (or two) per kind and batch."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.answer import Answer, AnswerKind
from dialogs.city.staff_chat import StaffDoor
from dialogs.engine.wants import (
    Found,
    MyComment,
    MyComments,
    MyGuidelines,
    MyNotices,
    MyReceipts,
    MyRuling,
    MyRun,
    MySurveys,
    MyWishes,
    OthersSay,
    Receipts,
    Run,
    RunState,
    TakingPart,
    Want,
)
from dialogs.engine.wants_announced import AnnouncedIn
from dialogs.engine.wants_events import Entrance, MyEvent, MyEvents
from storage.among import among
from storage.city import Shelf
from storage.pseudonyms import pseudonym
from storage.ready import Ready
from storage.staff_chats import staff_doors
from storage.subscriptions import my_notices
from storage.tables import answers, participation, runs
from storage.wants_announced import announced_in
from storage.wants_comments import my_comment, my_comments, others_say
from storage.wants_events import entrance_codes, my_event, my_events
from storage.wants_guidelines import my_guidelines, pseudonyms
from storage.wants_objections import my_rulings
from storage.wishes import my_wishes

Answered = dict[int, dict[Want, Found]]

_HANDED_IN = select(runs.c.pseudonym, runs.c.receipt, runs.c.handed_in).where(
    runs.c.item.in_(bindparam("items", expanding=True)),
    runs.c.pseudonym.in_(bindparam("names", expanding=True)),
    runs.c.receipt.is_not(None),
)
_RUNS = Ready(
    select(runs.c.pseudonym, runs.c.version, runs.c.state, runs.c.receipt).where(
        among(runs.c.item, "items"), among(runs.c.pseudonym, "names")
    )
)
_ANSWERS = Ready(
    select(
        answers.c.pseudonym,
        answers.c.question,
        answers.c.revision,
        answers.c.kind,
        answers.c.value,
        answers.c.raw,
        answers.c.counted,
    )
    .where(among(answers.c.item, "items"), among(answers.c.pseudonym, "names"))
    .order_by(answers.c.id)
)
# What was answered last counts once it is handed in: only what was answered before can be out of sight then.
_CHANGED = (
    select(answers.c.pseudonym)
    .where(
        answers.c.item.in_(bindparam("items", expanding=True)),
        answers.c.pseudonym.in_(bindparam("names", expanding=True)),
    )
    .group_by(answers.c.item, answers.c.pseudonym)
    .having(func.max(answers.c.id) > func.max(answers.c.id).filter(answers.c.counted))
)
_SURVEYS = (
    select(participation.c.citizen, participation.c.item, participation.c.version, participation.c.state)
    .where(participation.c.citizen.in_(bindparam("citizens", expanding=True)))
    .order_by(participation.c.day.desc(), participation.c.item.desc())
)


async def _my_runs(
    connection: AsyncConnection, shelf: Shelf, key: bytes, asked: list[tuple[int, MyRun]]
) -> Iterable[Found]:
    names: list[str] = []
    for citizen, want in asked:
        salt = shelf.surveys.salts.get(want.survey)
        names.append(pseudonym(key, salt, citizen) if salt else "")
    numbers = {shelf.surveys.numbers[want.survey] for _, want in asked if want.survey in shelf.surveys.salts}
    parameters = {"items": list(numbers), "names": [name for name in names if name]}
    given: defaultdict[str, dict[str, Answer]] = defaultdict(dict)
    changed: defaultdict[str, bool] = defaultdict(bool)
    rows = await _RUNS.fetch(connection, parameters)
    said = await _ANSWERS.fetch(connection, parameters) if rows else ()
    for name, question, revision, kind, value, raw, counts in said:
        # Read anew each time: what is remembered would outlive the erasure of who said it.
        given[name][question] = Answer(tuple(orjson.loads(value)), _KINDS[kind], raw, revision)
        changed[name] = not counts
    found = {
        name: Run(version, RunState(state), receipt or "", given[name], bool(receipt) and changed[name])
        for name, version, state, receipt in rows
    }
    return [found[name] if name in found else Run() for name in names]


_KINDS = {str(kind): kind for kind in AnswerKind}


async def _my_surveys(
    connection: AsyncConnection, shelf: Shelf, key: bytes, asked: list[tuple[int, MySurveys]]
) -> Iterable[Found]:
    parameters = {"citizens": [citizen for citizen, _ in asked]}
    rows = [
        (citizen, item, shelf.surveys.slugs[item], version, RunState(state))
        for citizen, item, version, state in (await connection.execute(_SURVEYS, parameters)).all()
        if item in shelf.surveys.slugs
    ]
    names = {
        (citizen, item): pseudonym(key, shelf.surveys.salts[slug], citizen)
        for citizen, item, slug, _version, state in rows
        if state is RunState.COMPLETE and slug in shelf.surveys.salts
    }
    changed: set[str] = set()
    if names:
        runs_of = {"items": list({item for _citizen, item in names}), "names": list(names.values())}
        changed = set((await connection.execute(_CHANGED, runs_of)).scalars())
    taking_part: defaultdict[int, list[TakingPart]] = defaultdict(list)
    for citizen, item, slug, version, state in rows:
        part = TakingPart(slug, version, state, names.get((citizen, item)) in changed)
        taking_part[citizen].append(part)
    return [tuple(taking_part[citizen]) for citizen, _ in asked]


async def _my_receipts(
    connection: AsyncConnection, shelf: Shelf, key: bytes, asked: list[tuple[int, MyReceipts]]
) -> Iterable[Found]:
    names = [pseudonyms(shelf.surveys, key, citizen) for citizen, _ in asked]
    parameters = {
        "items": [shelf.surveys.numbers[slug] for slug in shelf.surveys.salts],
        "names": [name for own in names for name in own],
    }
    rows = (await connection.execute(_HANDED_IN, parameters)).all()
    codes = {row.pseudonym: (row.receipt, row.handed_in) for row in rows}
    found = [{slug: codes[name] for name, slug in own.items() if name in codes} for own in names]
    return [Receipts(*({slug: each[at] for slug, each in mine.items()} for at in (0, 1))) for mine in found]


Answerer = Callable[[AsyncConnection, Shelf, bytes, list[tuple[int, Any]]], Awaitable[Iterable[Found]]]

ANSWERERS: dict[type[Want], Answerer] = {
    MyRun: _my_runs,
    MySurveys: _my_surveys,
    MyReceipts: _my_receipts,
    MyGuidelines: my_guidelines,
    MyComments: my_comments,
    MyRuling: my_rulings,
    MyComment: my_comment,
    OthersSay: others_say,
    MyWishes: my_wishes,
    MyNotices: my_notices,
    MyEvent: my_event,
    MyEvents: my_events,
    Entrance: entrance_codes,
    StaffDoor: staff_doors,
    AnnouncedIn: announced_in,
}


async def answer(
    connection: AsyncConnection, shelf: Shelf, key: bytes, wanted: Mapping[int, Iterable[Want]]
) -> Answered:
    """What was found for each citizen's wants."""
    by_kind: defaultdict[type[Want], list[tuple[int, Want]]] = defaultdict(list)
    for citizen, wants in wanted.items():
        for want in wants:
            by_kind[type(want)].append((citizen, want))
    answered: Answered = {citizen: {} for citizen in wanted}
    for kind, asked in by_kind.items():
        found = await ANSWERERS[kind](connection, shelf, key, asked)
        for (citizen, want), value in zip(asked, found, strict=True):
            answered[citizen][want] = value
    return answered
