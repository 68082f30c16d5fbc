"""The loop that answers: in order, in batches, and what goes wrong costs only whose it is."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from bot import converse, turns
from bot.channel import Envelope
from bot.converse import Converse
from bot.town import Town
from dialogs.engine.heard import Called, Said
from dialogs.engine.screen import Screen
from locales.translator import Translator
from storage import inbox
from storage.database import Connection, Database, Unavailable
from storage.inbox import Arrival
from storage.trouble import Conflict
from tests import sample
from tests.walks.living import BERLIN, GUARD, Clock, rows

FATES = "SELECT who, fate FROM inbox ORDER BY id"
TOLD = "SELECT body FROM outbox ORDER BY id"


class Paper:
    """A channel of plain words; "menu" opens the menu, "?" cannot be read, "-" is none of our business."""

    name = "paper"

    def hear(self, body: dict[str, Any], arrived: datetime) -> Envelope | None:
        """What a slip of paper means."""
        words = str(body["words"])
        if words == "?":
            raise ValueError("illegible")
        if words == "-":
            return None
        heard = Called("menu") if words == "menu" else Said(words)
        return Envelope(str(body["from"]), heard, language=body.get("language", "de"))

    def show(self, screen: Screen, translator: Translator) -> str:
        """A screen as plain words."""
        return "|".join(translator.plain(line.text) for line in screen.lines)


@dataclass
class Desk:
    """A loop and the slips it works off."""

    town: Town
    clock: Clock = field(default_factory=Clock)
    _slips: int = 0

    def __post_init__(self) -> None:
        """Sits down."""
        self.converse = Converse(self.town, {"paper": Paper()}, self.clock)

    async def slip(self, who: int, *words: str, **more: str) -> None:
        """Somebody hands in slips of paper."""
        arrivals = []
        for said in words:
            self._slips += 1
            body = json.dumps({"from": who, "words": said, **more})
            arrivals.append(Arrival("paper", f"slip {self._slips}", f"p{who}", body, self.clock()))
        async with self.town.database.write() as connection:
            await inbox.put(connection, arrivals)
        self.town.came.set()

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return await rows(self.town.database, query)


@pytest.fixture
def desk(city: Database) -> Desk:
    """A desk nobody sits at yet."""
    return Desk(Town(city, sample.KEY, BERLIN, "desk"))


@asynccontextmanager
async def working(desk: Desk) -> AsyncIterator[None]:
    """The loop runs until the block ends."""
    stop = asyncio.Event()
    loop = asyncio.create_task(desk.converse.run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(loop, GUARD)


async def until(desk: Desk, query: str, value: list[tuple[Any, ...]]) -> None:
    found: list[tuple[Any, ...]] = []
    try:
        async with asyncio.timeout(GUARD):
            while found != value:
                await asyncio.sleep(0.01)
                found = await desk.rows(query)
    except TimeoutError:
        raise AssertionError(f"{found}, never {value}") from None


def failing(
    monkeypatch: pytest.MonkeyPatch, fails: Callable[[list[inbox.Unheard]], BaseException | None]
) -> list[int]:
    """Lets turns go wrong; returns how many rows each try had."""
    work_off, tries = turns.work_off, list[int]()

    async def stumble(
        connection: Connection,
        town: Town,
        channels: turns.Channels,
        given: list[inbox.Unheard],
        now: datetime,
    ) -> None:
        tries.append(len(given))
        await work_off(connection, town, channels, given, now)
        if error := fails(given):
            raise error

    monkeypatch.setattr(turns, "work_off", stumble)
    return tries


async def test_a_batch_takes_one_input_of_each_and_keeps_their_order(desk: Desk) -> None:
    await desk.slip(1, "menu", "eins", "zwei")
    await desk.slip(2, "menu")
    assert [await desk.converse.once() for _ in range(4)] == [2, 1, 1, 0]
    assert desk.town.leaves.is_set()
    assert await desk.rows(FATES) == [("p1", "heard")] * 3 + [("p2", "heard")]


async def test_who_cannot_be_read_or_is_none_of_our_business_is_passed_over(desk: Desk) -> None:
    for who, words in enumerate(["menu", "?", "-", "menu"]):
        await desk.slip(who, words)
    assert await desk.converse.once() == 4
    assert [fate for _who, fate in await desk.rows(FATES)] == ["heard", "set aside", "ignored", "heard"]
    assert len(await desk.rows(TOLD)) == 2


async def test_a_failure_in_a_batch_is_found_by_doing_each_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = failing(monkeypatch, lambda given: KeyError() if any(row.who == "p2" for row in given) else None)
    for who in (1, 2, 3):
        await desk.slip(who, "menu")
    await desk.converse.once()
    assert tries == [3, 1, 1, 1, 1, 1]
    assert await desk.rows(FATES) == [("p1", "heard"), ("p2", "set aside"), ("p3", "heard")]
    told = [body for [body] in await desk.rows(TOLD)]
    assert sum("Das hat nicht geklappt. Wir sehen es uns an." in body for body in told) == 1
    assert len(told) == 3


async def test_a_turn_that_works_the_second_time_is_not_set_aside(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = iter([KeyError("together"), KeyError("alone")])
    failing(monkeypatch, lambda _given: next(errors, None))
    await desk.slip(1, "menu")
    await desk.converse.once()
    assert await desk.rows(FATES) == [("p1", "heard")]
    assert len(await desk.rows(TOLD)) == 1


async def test_two_changes_that_collided_are_done_again_from_the_beginning(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = iter([Conflict("two at once"), Conflict("again")])
    tries = failing(monkeypatch, lambda _given: next(errors, None))
    await desk.slip(1, "menu")
    async with working(desk):
        await until(desk, FATES, [("p1", "heard")])
    assert tries == [1, 1, 1]


async def test_an_apology_that_fails_too_still_sets_the_input_aside(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, lambda given: KeyError() if given[0].who == "p1" else None)

    async def fail(*_arguments: Any) -> None:
        raise KeyError("sorry")

    monkeypatch.setattr(turns, "apologise", fail)
    await desk.slip(1, "menu")
    await desk.slip(2, "menu")
    async with working(desk):
        await until(desk, FATES, [("p1", "set aside"), ("p2", "heard")])
    assert len(await desk.rows("SELECT body FROM inbox WHERE body <> ''")) == 1


@pytest.mark.parametrize("where", ["alone", "apology"])
async def test_the_database_may_go_away_at_any_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    gone = iter([Unavailable("away")])
    failing(monkeypatch, lambda given: KeyError() if given[0].who == "p1" else None)
    function: Callable[..., Awaitable[Any]]
    module, name = (inbox, "take_one") if where == "alone" else (turns, "apologise")
    function = getattr(module, name)

    async def sometimes(*arguments: Any) -> Any:
        for error in gone:
            raise error
        return await function(*arguments)

    monkeypatch.setattr(module, name, sometimes)
    await desk.slip(1, "menu")
    async with working(desk):
        await until(desk, FATES, [("p1", "set aside")])
    assert len(await desk.rows(TOLD)) == 1


async def test_a_bug_outside_of_any_turn_does_not_end_the_loop(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, bugs = inbox.take, iter([KeyError("a bug")])

    async def stumble(*arguments: Any) -> list[inbox.Unheard]:
        for bug in bugs:
            raise bug
        return await take(*arguments)

    monkeypatch.setattr(inbox, "take", stumble)
    await desk.slip(1, "menu")
    async with working(desk):
        await until(desk, FATES, [("p1", "heard")])


async def test_what_another_process_put_there_is_found_by_looking(desk: Desk) -> None:
    async with working(desk):
        await asyncio.sleep(0.05)
        await desk.slip(1, "menu")
        desk.town.came.clear()
        await until(desk, FATES, [("p1", "heard")])


async def test_while_another_process_works_the_rest_off_nobody_spins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    async def held(*_arguments: Any) -> list[inbox.Unheard]:
        nonlocal looks
        looks += 1
        return []

    monkeypatch.setattr(inbox, "take", held)
    monkeypatch.setattr(converse, "IDLE", 0.2)
    await desk.slip(1, "menu")
    async with working(desk):
        await asyncio.sleep(0.5)
    assert looks <= 4


async def test_the_language_of_a_new_person_is_the_one_the_channel_tells(desk: Desk) -> None:
    for who, language in enumerate(["de", "en", "de@simple", "tlh"]):
        await desk.slip(who, "menu", language=language)
    await desk.converse.once()
    spoken = await desk.rows("SELECT language FROM citizens ORDER BY address")
    assert spoken == [("de",), ("en",), ("de@simple",), ("de",)]
