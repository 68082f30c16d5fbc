"""What citizens do is written down under pseudonyms, once, and can be seen again by themselves alone."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from dialogs.city.answer import Answer, AnswerKind
from dialogs.city.facts import (
    Fact,
    LanguageChosen,
    NoticeRead,
    QuestionAnswered,
    SurveyHandedIn,
    SurveyStarted,
)
from dialogs.engine.wants import MyRun, MySurveys, Run, RunState, TakingPart, Want
from storage import definitions, items, tables
from storage.city import Cities, Shelf
from storage.database import Connection, Database
from storage.pseudonyms import pseudonym
from storage.record import Happened, record
from storage.wants import answer
from tests.sample import KEY, NOW, SURVEY, ZONE
from tests.storage.people import meet_one

STARTED = SurveyStarted("beteiligung", 1, "de")
DAY = date(2024, 3, 15)


def answered(question: str, *value: str, revision: int = 1, category: str = "x") -> QuestionAnswered:
    return QuestionAnswered(
        "beteiligung", question, Answer(value, raw=" ".join(value), revision=revision), category
    )


def handed_in(receipt: str, *counted: tuple[str, int]) -> SurveyHandedIn:
    return SurveyHandedIn("beteiligung", 1, receipt, counted)


async def happen(connection: Connection, shelf: Shelf, who: int, *facts: Fact, at: datetime = NOW) -> None:
    await record(connection, shelf, KEY, ZONE, [Happened(who, "telegram", fact, at) for fact in facts])


async def run_of(connection: Connection, shelf: Shelf, who: int) -> Run:
    want = MyRun("beteiligung")
    found = (await answer(connection, shelf, KEY, {who: [want]}))[who][want]
    assert isinstance(found, Run)
    return found


async def counted(connection: Connection) -> list[tuple[str, int]]:
    query = select(tables.answers.c.question, tables.answers.c.revision).where(tables.answers.c.counted)
    return [(row[0], row[1]) for row in (await connection.execute(query.order_by(tables.answers.c.id))).all()]


async def test_who_has_not_begun_has_no_run(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        assert await run_of(connection, shelf, await meet_one(connection)) == Run()


async def test_what_was_answered_is_seen_again(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        skipped = Answer(kind=AnswerKind.SKIPPED)
        await happen(
            connection,
            shelf,
            who,
            STARTED,
            answered("themen", "gruen", "verkehr"),
            answered("wunsch", "Mehr Grün 🌳"),
            QuestionAnswered("beteiligung", "alter", skipped, "(skipped)"),
        )
        assert await run_of(connection, shelf, who) == Run(
            1,
            RunState.STARTED,
            "",
            {
                "themen": Answer(("gruen", "verkehr"), raw="gruen verkehr"),
                "wunsch": Answer(("Mehr Grün 🌳",), raw="Mehr Grün 🌳"),
                "alter": skipped,
            },
        )


async def test_the_newest_answer_is_the_present_one_and_the_older_stays(
    database: Database, shelf: Shelf
) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, shelf, who, STARTED, answered("dabei", "yes"))
        await happen(connection, shelf, who, answered("dabei", "no", revision=2))
        assert (await run_of(connection, shelf, who)).answers["dabei"] == Answer(
            ("no",), raw="no", revision=2
        )
        stored = (await connection.execute(select(tables.answers.c.value))).scalars().all()
    assert sorted(stored) == ['["no"]', '["yes"]']


async def test_starting_twice_is_starting_once(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, shelf, who, STARTED, STARTED)
        await happen(connection, shelf, who, SurveyStarted("beteiligung", 2, "en"))
        assert (await run_of(connection, shelf, who)).version == 1
        assert len((await connection.execute(select(tables.participation))).all()) == 1


async def test_one_revision_of_one_answer_is_stored_once(database: Database, shelf: Shelf) -> None:
    """Two devices at once: the database refuses the second, whose turn is then done again."""
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, shelf, who, STARTED, answered("dabei", "yes"))
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await happen(connection, shelf, who, answered("dabei", "no"))
    async with database.read() as connection:
        assert (await run_of(connection, shelf, who)).answers["dabei"].value == ("yes",)


async def test_handing_in_makes_answers_count(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        for person in (who, other):
            await happen(connection, shelf, person, STARTED, answered("dabei", "yes"), answered("gut", "5"))
        await happen(connection, shelf, who, answered("gut", "4", revision=2))
        assert await counted(connection) == []
        await happen(connection, shelf, who, handed_in("ABCD-1234", ("gut", 2)))
        assert await counted(connection) == [("gut", 2)]
        run = await run_of(connection, shelf, who)
        assert (run.state, run.receipt) == (RunState.COMPLETE, "ABCD-1234")
        assert (await run_of(connection, shelf, other)).state is RunState.STARTED


async def test_handing_in_anew_counts_what_is_valid_now(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, shelf, who, STARTED, answered("dabei", "yes"), answered("weg", "chat"))
        await happen(connection, shelf, who, handed_in("ABCD", ("dabei", 1), ("weg", 1)))
        await happen(connection, shelf, who, answered("dabei", "no", revision=2))
        await happen(connection, shelf, who, handed_in("ABCD", ("dabei", 2)))
        assert await counted(connection) == [("dabei", 2)]
        await happen(connection, shelf, who, handed_in("ABCD"))
        assert await counted(connection) == []


async def test_a_receipt_belongs_to_one_run(database: Database, shelf: Shelf) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            for name in ("1", "2"):
                await happen(connection, shelf, await meet_one(connection, name), STARTED, handed_in("SAME"))


async def test_nothing_but_the_key_leads_from_a_person_to_an_answer(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(
            connection, shelf, who, STARTED, answered("dabei", "yes"), handed_in("ABCD", ("dabei", 1))
        )
        runs = (await connection.execute(select(tables.runs))).mappings().one()
        part = (await connection.execute(select(tables.participation))).mappings().one()
    assert runs["pseudonym"] == pseudonym(KEY, shelf.surveys.salts["beteiligung"], who)
    assert dict(part) == {"citizen": who, "item": runs["item"], "version": 1, "state": "complete", "day": DAY}
    assert not {str(who), "4711"} & {
        str(value) for name, value in runs.items() if name not in ("item", "version")
    }


async def test_only_days_are_kept(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, shelf, who, STARTED, answered("dabei", "yes"))
        await happen(connection, shelf, who, handed_in("ABCD"), at=NOW + timedelta(days=2))
        started, ended = (
            await connection.execute(select(tables.runs.c.started, tables.runs.c.handed_in))
        ).one()
        day = (await connection.execute(select(tables.answers.c.day))).scalar_one()
    assert (started, ended, day) == (DAY, DAY + timedelta(days=2), DAY)


async def test_free_text_is_kept_in_the_form_it_is_searched_in(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        text = answered("wunsch", "MEHR  Straßenbäume!", category="(text)")
        await happen(connection, shelf, who, STARTED, text, answered("dabei", "yes"))
        query = select(tables.answers.c.folded).order_by(tables.answers.c.id)
        assert (await connection.execute(query)).scalars().all() == ["mehr strassenbäume", ""]


async def test_language_and_notice_stand_with_the_citizen(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        await happen(connection, shelf, await meet_one(connection), NoticeRead(1), LanguageChosen("en"))


async def test_a_fact_nobody_writes_is_not_lost_in_silence(database: Database, shelf: Shelf) -> None:
    class Dreamt(NoticeRead):
        pass

    with pytest.raises(KeyError, match="Dreamt"):
        async with database.write() as connection:
            await happen(connection, shelf, await meet_one(connection), Dreamt(1))


async def test_the_surveys_i_take_part_in(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        item = await items.add_item(connection, "survey", "zweite")
        assert item
        await items.publish(connection, item.id, definitions.dump(SURVEY), None, NOW)
        shelf = await Cities().current(connection)
        await happen(connection, shelf, who, STARTED, handed_in("ABCD"))
        await happen(connection, shelf, who, SurveyStarted("zweite", 1, "de"), at=NOW + timedelta(days=1))
        wanted: dict[int, list[Want]] = {who: [MySurveys(), MyRun("zweite")], other: [MySurveys()]}
        found = await answer(connection, shelf, KEY, wanted)
    assert found[who][MySurveys()] == (
        TakingPart("zweite", 1, RunState.STARTED),
        TakingPart("beteiligung", 1, RunState.COMPLETE),
    )
    assert found[other][MySurveys()] == ()


async def changes(connection: Connection, shelf: Shelf, *people: int) -> list[bool]:
    """Of whom a change waits to be handed in again; the run and the list of surveys say the same."""
    wants: list[Want] = [MySurveys(), MyRun("beteiligung")]
    found = await answer(connection, shelf, KEY, dict.fromkeys(people, wants))
    told = []
    for seen in found.values():
        run, parts = seen[MyRun("beteiligung")], seen[MySurveys()]
        assert isinstance(run, Run) and isinstance(parts, tuple)
        assert [part.changed for part in parts] == [run.changed]
        told.append(run.changed)
    return told


async def test_an_answer_given_after_handing_in_waits_to_be_handed_in_again(
    database: Database, shelf: Shelf
) -> None:
    async with database.write() as connection:
        who, other = await meet_one(connection, "1"), await meet_one(connection, "2")
        for person in (who, other):
            await happen(
                connection, shelf, person, STARTED, answered("dabei", "yes"), answered("weg", "chat")
            )
        # The way is asked of those who took part: what is out of sight when handing in is no change.
        await happen(connection, shelf, who, answered("dabei", "no", revision=2))
        assert await changes(connection, shelf, who, other) == [False, False]
        await happen(connection, shelf, who, handed_in("ABCD", ("dabei", 2)))
        await happen(connection, shelf, other, handed_in("EFGH", ("dabei", 1), ("weg", 1)))
        assert await changes(connection, shelf, who, other) == [False, False]
        await happen(connection, shelf, who, answered("dabei", "yes", revision=3))
        assert await changes(connection, shelf, who, other) == [True, False]
        await happen(connection, shelf, who, handed_in("ABCD", ("dabei", 3), ("weg", 1)))
        assert await changes(connection, shelf, who, other) == [False, False]


async def test_surveys_that_are_gone_are_left_out(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, shelf, who, STARTED)
        nothing = Shelf()
        found = await answer(connection, nothing, KEY, {who: [MySurveys(), MyRun("beteiligung")]})
    assert found == {who: {MySurveys(): (), MyRun("beteiligung"): Run()}}


async def test_what_many_people_want_costs_two_queries(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        people = [await meet_one(connection, str(n)) for n in range(20)]
        for who in people:
            await happen(connection, shelf, who, STARTED, answered("dabei", "yes" if who % 2 else "no"))
        found = await answer(connection, shelf, KEY, {who: [MyRun("beteiligung")] for who in people})
    for who in people:
        run = found[who][MyRun("beteiligung")]
        assert isinstance(run, Run)
        assert run.answers["dabei"].value == (("yes",) if who % 2 else ("no",))


async def test_without_the_right_key_nothing_is_found(database: Database, shelf: Shelf) -> None:
    async with database.write() as connection:
        who = await meet_one(connection)
        await happen(connection, shelf, who, STARTED)
        found = await answer(connection, shelf, bytes(32), {who: [MyRun("beteiligung")]})
    assert found[who][MyRun("beteiligung")] == Run()
