"""Asking Telegram for updates: what is confirmed is stored, whatever the answers look like."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.telegram.client import Client, Refused
from bot.telegram.listen import ALLOWED, Poll
from storage import inbox
from storage.database import Database, Unavailable
from tests.fakes.telegram.fake import FakeTelegram
from tests.walks.living import GUARD, Clock, rows, town_of

STORED = "SELECT body FROM inbox ORDER BY id"


class Scripted(Client):
    """A line on which Telegram says what is written here, the last thing for ever."""

    def __init__(self, *answers: str | Exception) -> None:
        """Begins with the first answer."""
        super().__init__("1:token", "http://127.0.0.1:9")
        self.answers = list(answers)
        self.asked: list[dict[str, object]] = []

    async def fetch(self, method: str, payload: dict[str, object], seconds: float) -> bytes:
        """The next answer."""
        self.asked.append(payload)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        await asyncio.sleep(0)
        return answer.encode("utf-8", "surrogatepass")


def answer(*updates: Any) -> str:
    """A good answer."""
    raws = (update if isinstance(update, str) else json.dumps(update) for update in updates)
    return f'{{"ok":true,"result":[{",".join(raws)}]}}'


def said(number: int, words: str = "Hallo") -> dict[str, Any]:
    """An update."""
    return {"update_id": number, "message": {"message_id": number, "from": {"id": 7}, "text": words}}


@pytest.fixture
async def run(sqlite_city: Database, fake_telegram: FakeTelegram) -> AsyncIterator[Any]:
    """Lets a poll run on a scripted line until so many updates are stored."""
    town = town_of(sqlite_city, fake_telegram)

    async def until(line: Scripted, stored: int, asked: int = 0) -> list[str]:
        stop = asyncio.Event()
        running = asyncio.create_task(Poll(town, line, Clock()).run(stop))
        bodies: list[str] = []
        async with asyncio.timeout(GUARD):
            while len(bodies) < stored or len(line.asked) < asked:
                await asyncio.sleep(0.01)
                bodies = [body for [body] in await rows(sqlite_city, STORED)]
                assert not running.done(), running
        stop.set()
        await asyncio.wait_for(running, GUARD)
        return bodies

    yield until


async def test_the_question_confirms_what_was_stored_before_it(
    city: Database, client: Client, fake_telegram: FakeTelegram
) -> None:
    poll = Poll(town_of(city, fake_telegram), client, Clock())
    for words in ("eins", "zwei"):
        fake_telegram.say(7, words)
    assert await poll.once() == 2
    assert len(await rows(city, STORED)) == 2
    assert list(fake_telegram.ledger.updates("confirmed")) == []
    fake_telegram.say(7, "drei")
    assert await poll.once() == 1
    assert len(list(fake_telegram.ledger.updates("confirmed"))) == 2
    assert fake_telegram.world.mailbox.allowed == frozenset(ALLOWED)


async def test_what_cannot_be_stored_is_not_confirmed(
    city: Database, client: Client, fake_telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = Poll(town_of(city, fake_telegram), client, Clock())
    fake_telegram.say(7, "eins")

    async def full(*_arguments: object) -> None:
        raise Unavailable("no room")

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "put", full)
        with pytest.raises(Unavailable):
            await poll.once()
    assert await poll.once() == 1
    assert list(fake_telegram.ledger.updates("confirmed")) == []


async def test_the_offset_is_that_of_the_last_one_received_not_of_the_largest(run: Any) -> None:
    line = Scripted(answer(said(900), said(17)), answer())
    await run(line, stored=2, asked=2)
    assert [question.get("offset") for question in line.asked[:2]] == [None, 18]


async def test_after_six_quiet_days_the_offset_is_forgotten(
    sqlite_city: Database, fake_telegram: FakeTelegram
) -> None:
    line, clock = Scripted(answer(said(5)), answer()), Clock()
    poll = Poll(town_of(sqlite_city, fake_telegram), line, clock)
    for days in (0, 5.9, 0.2):
        clock.let_pass(days=days)
        await poll.once()
    assert [question.get("offset") for question in line.asked] == [None, 6, None]


ODD = {
    "nothing": "",
    "another language": "<html>",
    "no result": '{"ok":true}',
    "a result that is none": '{"ok":true,"result":"yes"}',
    "not ok": '{"ok":false,"result":[]}',
    "an end after a comma": answer(said(1))[:-2] + ",",
    "an end after the bracket": '{"ok":true,"result":[',
    "an end inside": answer(said(1))[:-9],
    "an end inside what cannot be decoded": '{"ok":true,"result":[{"a":' + "[" * 100_000,
    "a bracket too many": '{"ok":true,"result":[x}]}',
}


@pytest.mark.parametrize("odd", ODD)
async def test_an_answer_that_is_none_is_asked_for_again(run: Any, odd: str) -> None:
    assert await run(Scripted(ODD[odd], answer(said(5))), stored=1) == [json.dumps(said(5))]


DEEP = '{"update_id":6,"message":' + "[" * 100_000 + "]" * 100_000 + "}"
LARGE = '{"update_id":6,"message":{"date":' + "9" * 5000 + ',"text":"]}\\""}}'


@pytest.mark.parametrize("update", [DEEP, LARGE, "7", '"Hallo"', "null", "[]", '{"update_id":true}'])
async def test_an_update_that_cannot_be_decoded_does_not_hold_up_the_others(run: Any, update: str) -> None:
    line = Scripted(answer(said(5), update, said(7)), answer())
    assert await run(line, stored=3, asked=2) == [json.dumps(said(5)), update, json.dumps(said(7))]
    assert line.asked[1]["offset"] == 8


@pytest.mark.parametrize("update", [DEEP, LARGE])
async def test_the_number_of_an_update_that_cannot_be_decoded_is_found(run: Any, update: str) -> None:
    line = Scripted(answer(update), answer())
    await run(line, stored=1, asked=2)
    assert line.asked[1]["offset"] == 7


@pytest.mark.parametrize(
    "trouble",
    [
        OSError("ClientConnectorError"),
        Refused(409, {"ok": False}),
        Refused(429, {"parameters": {"retry_after": 0}}),
        Refused(429, {"parameters": {"retry_after": "soon"}}),
        Refused(429, {"parameters": 5}),
        Refused(502, None),
        Unavailable("away"),
        KeyError("a bug"),
    ],
    ids=repr,
)
async def test_trouble_of_any_kind_only_delays(run: Any, trouble: Exception) -> None:
    assert await run(Scripted(trouble, answer(said(5))), stored=1) == [json.dumps(said(5))]


async def test_a_penalty_is_kept(run: Any) -> None:
    line = Scripted(Refused(429, {"parameters": {"retry_after": 0.5}}), answer(said(5)))
    began = asyncio.get_running_loop().time()
    await run(line, stored=1)
    assert asyncio.get_running_loop().time() - began >= 0.5


async def test_an_open_question_is_dropped_when_the_process_is_to_end(
    sqlite_city: Database, client: Client, fake_telegram: FakeTelegram
) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(Poll(town_of(sqlite_city, fake_telegram), client, Clock()).run(stop))
    await fake_telegram.polled(GUARD)
    stop.set()
    await asyncio.wait_for(running, GUARD)
    fake_telegram.say(7, "Hallo")
    assert len(fake_telegram.world.mailbox.waiting()) == 1
