"""A ruling is written down whole: the ruling itself, how the comment stands, who is to be told."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from dialogs.city.comment import CommentKind, Visibility
from dialogs.city.moderation import Outcome, Ruled, Ruling, Seen, Standing, Verdict, hide, release
from dialogs.city.notification import CommentHidden, CommentShown, News
from dialogs.city.objection import Contribution
from dialogs.city.refusal import Refusal
from dialogs.engine.wants import OthersSay, Sayings, Want
from storage import moderation, news, notifications, retention, tables
from storage.city import Cities
from storage.database import Database
from storage.moderation import find_comment, hold_comments
from storage.notifications import Fate
from storage.wants import answer
from tests.comments import let, to_be_told
from tests.sample import KEY, NOW
from tests.storage.moderating import (
    ALBERS,
    NOWAK,
    let_decide,
    let_hide,
    let_release,
    let_undo,
    look,
    object_to,
    publish,
    say,
)

WAITING, UNSEEN, RELEASED, HIDDEN = Standing


async def visibility(database: Database, number: int) -> tuple[str, str]:
    async with database.read() as connection:
        query = select(tables.comments.c.visibility, tables.comments.c.moderation)
        return tuple((await connection.execute(query.where(tables.comments.c.id == number))).one())


async def test_a_comment_is_looked_at_with_all_its_words_and_nothing_of_its_author(
    database: Database,
) -> None:
    item = await publish(database)
    number = await say(database, "A-1", "Mehr Bänke.", "Bitte!")
    found = await look(database, number)
    assert (found.item, found.section, found.version, found.language) == (item, 3, 1, "de")
    assert (found.kind, found.day, found.words) == (CommentKind.COMMENT, NOW.date(), "Mehr Bänke.\nBitte!")
    assert (found.case.standing, found.case.rulings, found.case.seen) == (
        WAITING,
        (),
        Seen(found.case.arrived, 0),
    )
    assert not {"citizen", "receipt", "channel"} & {*found.__slots__}


async def test_what_is_not_handed_in_or_not_there_cannot_be_looked_at(database: Database) -> None:
    await publish(database)
    number = await say(database, "A-1")
    await let(database, "A-1", state="withdrawn")
    async with database.write() as connection:
        assert await find_comment(connection, number) is None
        assert await find_comment(connection, 99) is None
        assert await hold_comments(connection, [number, 99]) == {}


async def test_releasing_hiding_and_taking_back(database: Database) -> None:
    await publish(database)
    number = await say(database, "A-1")
    await let_release(database, number)
    assert await visibility(database, number) == (Visibility.RELEASED, "done")
    await let_undo(database, number)
    assert await visibility(database, number) == (Visibility.WAITING, "open")
    await let_hide(database, number, rule=5, note="Ein Name.")
    assert await visibility(database, number) == (Visibility.HIDDEN, "done")
    await let_release(database, number, ALBERS, NOW + timedelta(hours=1))
    await let_undo(database, number, ALBERS, NOW + timedelta(hours=1))
    assert await visibility(database, number) == (Visibility.HIDDEN, "done")
    rulings = (await look(database, number)).case.rulings
    assert [(r.verdict, r.before, r.after, r.staff, r.rule, r.note) for r in rulings] == [
        (Verdict.RELEASED, WAITING, RELEASED, NOWAK, None, ""),
        (Verdict.UNDONE, RELEASED, WAITING, NOWAK, None, ""),
        (Verdict.HIDDEN, WAITING, HIDDEN, NOWAK, 5, "Ein Name."),
        (Verdict.RELEASED, HIDDEN, RELEASED, ALBERS, None, ""),
        (Verdict.UNDONE, RELEASED, HIDDEN, ALBERS, 5, "Ein Name."),
    ]


async def test_what_is_shown_at_once_waits_all_the_same(database: Database) -> None:
    await publish(database)
    number = await say(database, "A-1", at_once=True)
    assert await visibility(database, number) == (Visibility.RELEASED, "open")
    assert (await look(database, number)).case.standing is UNSEEN
    await let_release(database, number)
    assert await visibility(database, number) == (Visibility.RELEASED, "done")
    await let_undo(database, number)
    assert await visibility(database, number) == (Visibility.RELEASED, "open")


async def test_who_wrote_what_is_hidden_is_told_and_nobody_else(database: Database) -> None:
    await publish(database)
    one, two, three = [await say(database, receipt) for receipt in ("A-1", "B-1", "C-1")]
    async with database.write() as connection:
        authors = select(tables.comments.c.citizen).order_by(tables.comments.c.id)
        ada, _ben, cem = (await connection.execute(authors)).scalars().all()
        await connection.execute(delete(tables.citizens).where(tables.citizens.c.id == cem))
    await let_hide(database, one)
    await let_release(database, two)
    await let_hide(database, three)
    [ruling] = (await look(database, one)).case.rulings
    assert await to_be_told(database) == [(ada, "comment_hidden", ruling.number)]
    assert ruling == Ruling(ruling.number, Verdict.HIDDEN, WAITING, HIDDEN, NOWAK, NOW, 3, "")


async def test_several_are_released_together(database: Database) -> None:
    await publish(database)
    numbers = [await say(database, f"A-{n}") for n in range(3)]
    async with database.write() as connection:
        held = await hold_comments(connection, [*numbers, 99])
        assert [*held] == numbers
        done = [(comment, release(comment.case, comment.case.seen)) for comment in held.values()]
        released = [(comment, ruled) for comment, ruled in done if isinstance(ruled, Ruled)][1:]
        made = await moderation.release_all(connection, released, NOWAK, NOW)
        assert await moderation.release_all(connection, [], NOWAK, NOW) == {}
    newest = [(await look(database, number)).case.newest for number in numbers[1:]]
    assert made == {
        number: ruling.number for number, ruling in zip(numbers[1:], newest, strict=True) if ruling
    }
    assert [await visibility(database, number) for number in numbers] == [
        (Visibility.WAITING, "open"),
        (Visibility.RELEASED, "done"),
        (Visibility.RELEASED, "done"),
    ]
    assert len((await look(database, numbers[1])).case.rulings) == 1


@pytest.mark.parametrize(
    ("outcome", "note", "standing"), [(Outcome.GRANTED, "", RELEASED), (Outcome.UPHELD, "Zu grob.", HIDDEN)]
)
async def test_an_objection_is_decided_once(
    database: Database, outcome: Outcome, note: str, standing: Standing
) -> None:
    await publish(database)
    number = await say(database, "A-1")
    await let_hide(database, number, rule=5, note="Ein Name.")
    assert not (await look(database, number)).case.is_objected
    await object_to(database, number, "A-1")
    assert (await look(database, number)).case.is_objected
    await let_decide(database, number, outcome, note)
    case = (await look(database, number)).case
    assert (case.standing, case.is_objected, case.answers_objection) == (standing, False, True)
    hiding, answer = case.rulings
    assert (answer.staff, answer.note) == (ALBERS, note)
    assert [(kind, subject) for _, kind, subject in await to_be_told(database)] == [
        ("comment_hidden", hiding.number),
        ("objection_decided", hiding.number),
    ]
    async with database.read() as connection:
        [row] = (await connection.execute(select(tables.objections))).all()
    assert (row.outcome, row.staff, row.decided) == (outcome, ALBERS, NOW)


async def test_other_words_leave_nothing_to_object_to(database: Database) -> None:
    await publish(database)
    number = await say(database, "A-1")
    await let_hide(database, number)
    await object_to(database, number, "A-1")
    await let(database, "A-1", visibility="waiting", moderation="open", arrived=9)
    case = (await look(database, number)).case
    assert (case.standing, case.is_objected, case.arrived) == (WAITING, False, 9)
    await let_hide(database, number)
    assert not (await look(database, number)).case.is_objected


async def test_of_two_moderators_at_once_one_decides_and_the_other_is_told(database: Database) -> None:
    await publish(database)
    number = await say(database, "A-1")
    seen = (await look(database, number)).case.seen

    async def decide(by: str) -> str:
        async with database.write() as connection:
            comment = (await hold_comments(connection, [number]))[number]
            done = release(comment.case, seen) if by == NOWAK else hide(comment.case, seen, 3, (3,), "")
            if isinstance(done, Refusal):
                return str(done.sentence.values["staff"])
            await moderation.rule(connection, comment, done, by, NOW)
            return ""

    told = await asyncio.gather(decide(NOWAK), decide(ALBERS))
    assert sorted(told) in (["", NOWAK], ["", ALBERS])
    assert len((await look(database, number)).case.rulings) == 1


async def test_a_comment_whose_author_goes_takes_nothing_of_the_log_with_it(database: Database) -> None:
    await publish(database)
    number = await say(database, "A-1")
    await let_hide(database, number)
    async with database.write() as connection:
        await connection.execute(delete(tables.citizens))
        await connection.execute(update(tables.comments).values(day=NOW.date()))
    assert len((await look(database, number)).case.rulings) == 1


async def tell(database: Database) -> list[News | None]:
    """Tells everybody what there is to be told, and returns it."""
    async with database.write() as connection:
        shelf = await Cities().current(connection)
        untold = await notifications.take(connection, 10, NOW)
        found = await news.find_news(connection, shelf, {each.id: each.kind for each in untold})
        await notifications.tell(connection, {each.id: Fate.OVER for each in untold}, [], NOW)
    return [found.get(each.id) for each in untold]


async def test_whoever_was_told_it_is_hidden_is_told_when_it_is_not_any_more(database: Database) -> None:
    await publish(database)
    number = await say(database, "A-1")
    about = Contribution("leitlinien", 3, 1, "Mehr Bänke.")
    await let_hide(database, number)
    [hidden] = await tell(database)
    assert isinstance(hidden, CommentHidden)
    await let_undo(database, number)
    assert await tell(database) == [CommentShown(about, waits=True)]
    await let_hide(database, number)
    await tell(database)
    await let_release(database, number, ALBERS)
    assert await tell(database) == [CommentShown(about, waits=False)]
    # Taken back after the author was told, so it is news again.
    await let_undo(database, number, ALBERS)
    [again] = await tell(database)
    assert isinstance(again, CommentHidden)
    await let_release(database, number)
    assert await tell(database) == [CommentShown(about, waits=False)]


async def test_what_was_taken_back_before_anybody_was_told_is_no_news(database: Database) -> None:
    await publish(database)
    number = await say(database, "A-1")
    await let_hide(database, number)
    await let_undo(database, number)
    assert await tell(database) == [None]
    await let_hide(database, number)
    await tell(database)
    await let_release(database, number, ALBERS)
    await let_undo(database, number, ALBERS)
    assert await tell(database) == [None]
    await let_release(database, number)
    await let(database, "A-1", state="withdrawn")
    assert await tell(database) == [None]


async def test_whoever_was_told_long_ago_is_told_too(database: Database) -> None:
    """That he was told is kept for a month only."""
    await publish(database)
    number = await say(database, "A-1")
    await let_hide(database, number)
    await tell(database)
    async with database.write() as connection:
        await connection.execute(update(tables.citizens).values(notice=1))
        swept = await retention.sweep(connection, NOW + retention.NOTIFICATIONS + timedelta(hours=1))
    assert swept["notifications"] == 1
    await let_release(database, number, ALBERS)
    assert await tell(database) == [
        CommentShown(Contribution("leitlinien", 3, 1, "Mehr Bänke."), waits=False)
    ]


@pytest.mark.parametrize("looks_between", [False, True])
async def test_hidden_again_before_anybody_was_told_is_told_once(
    database: Database, looks_between: bool
) -> None:
    """Nobody is told of the first hiding, because it no longer holds; the last one does."""
    await publish(database)
    number = await say(database, "A-1")
    await let_hide(database, number)
    await let_release(database, number)
    if looks_between:
        assert await tell(database) == [None]
    await let_undo(database, number)
    told = await tell(database)
    assert [type(each) for each in told if each] == [CommentHidden]
    await let_release(database, number)
    await let_undo(database, number)
    assert await tell(database) == [None]
    await let_release(database, number, ALBERS)
    [shown] = await tell(database)
    assert isinstance(shown, CommentShown)


async def test_others_read_what_was_released_and_nothing_else(database: Database) -> None:
    await publish(database)
    numbers = [await say(database, receipt, receipt) for receipt in ("Frei", "Weg", "Wartet")]
    await let_release(database, numbers[0])
    await let_hide(database, numbers[1])

    async def read() -> list[str]:
        async with database.read() as connection:
            shelf = await Cities().current(connection)
            wants: list[Want] = [OthersSay("leitlinien", 3)]
            [found] = (await answer(connection, shelf, KEY, {999: wants})).values()
            sayings = found[wants[0]]
            assert isinstance(sayings, Sayings)
            return [saying.words for saying in sayings.shown]

    assert await read() == ["Frei"]
    await let_release(database, numbers[1], ALBERS)
    await let_undo(database, numbers[0])
    assert await read() == ["Weg"]
