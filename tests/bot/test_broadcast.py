"""The loop of announcements: begun in time, in everybody's words, corrected, done."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from bot.broadcast import BROKEN_RESTS, Broadcasting
from bot.serve import channels
from dialogs.city.broadcast import BroadcastState
from dialogs.city.upload import Upload, UploadKind
from dialogs.text import LANGUAGES
from storage import attachments, broadcasts, broadcasts_course, broadcasts_spread
from storage.database import Database, Unavailable
from tests import sample
from tests.broadcasts import ANNOUNCEMENT, change, get, meet, plan, reported, rows, settle
from tests.fakes.telegram import FakeTelegram
from tests.walks.living import GUARD, Clock, town_of

BODIES = "SELECT channel, language, body FROM broadcast_bodies WHERE edition = {} ORDER BY channel, language"
EVENING = datetime(2024, 3, 15, 19, 30, tzinfo=UTC)
"""Half past eight in Berlin."""
MORNING = datetime(2024, 3, 16, 7, 0, tzinfo=UTC)


@dataclass
class Desk:
    """A loop that does what there is to do when it is told to."""

    database: Database
    loop: Broadcasting
    clock: Clock
    leads: asyncio.Event

    async def bodies(self, edition: int = 0) -> dict[tuple[str, str], Any]:
        """What an edition says on each channel in each language."""
        found = await rows(self.database, BODIES.format(edition))
        return {(channel, language): json.loads(body) for channel, language, body in found}


@pytest.fixture
async def desk(database: Database, fake_telegram: FakeTelegram) -> AsyncIterator[Desk]:
    """A desk in a town with a public page."""
    clock, leads = Clock(sample.NOW), asyncio.Event()
    leads.set()
    town = replace(town_of(database, fake_telegram), public_url="https://dialog.example")
    yield Desk(database, Broadcasting(town, channels(), leads, clock), clock, leads)


async def test_everybody_in_their_language_on_their_channel(desk: Desk) -> None:
    await meet(desk.database, "7")
    await meet(desk.database, "w", channel="web", language="en")
    later = sample.NOW + timedelta(hours=1)
    id = await plan(desk.database, leads_to="events", planned=later)
    await desk.loop.once()
    assert await rows(desk.database, "SELECT * FROM outbox") == []
    desk.clock.let_pass(hours=1)
    await desk.loop.once()
    stored = await get(desk.database, id)
    assert (stored.state, stored.started, stored.recipients) == (BroadcastState.SENDING, later, 2)
    said = await desk.bodies()
    assert {*said} == {*product(("telegram", "web"), LANGUAGES)}
    message = said["telegram", "de"]
    assert message["text"].startswith("Der Markt zieht um\n\nAb Montag.")
    labels = [row[0]["text"] for row in message["reply_markup"]["inline_keyboard"]]
    assert labels == ["Alle Termine", "Im Internet lesen", "Ankündigungen abschalten"]
    page = f"https://dialog.example/mitteilungen/{id}"
    assert message["reply_markup"]["inline_keyboard"][1][0]["url"] == page
    assert said["web", "en"]["lines"][0]["runs"] == [{"text": "The market is moving"}]
    await desk.loop.once()
    assert await rows(desk.database, "SELECT count(*), count(DISTINCT citizen) FROM outbox") == [(2, 2)]


async def test_done_by_itself(desk: Desk) -> None:
    [person] = await meet(desk.database, "7")
    id, empty = (
        await plan(desk.database),
        await plan(desk.database, audience=replace(ANNOUNCEMENT.audience, languages=("en",))),
    )
    for _second in range(2):
        await desk.loop.once()
    assert (await get(desk.database, empty)).state is BroadcastState.DONE
    assert (await get(desk.database, id)).state is BroadcastState.SENDING
    await settle(desk.database, person, "sent", message=70)
    await desk.loop.once()
    assert (await get(desk.database, id)).state is BroadcastState.DONE
    assert (await reported(desk.database, id)).sent == 1


async def test_not_in_the_quiet_hours_but_what_people_signed_up_for(desk: Desk) -> None:
    desk.clock.stands_at = EVENING
    id, service = await plan(desk.database), await plan(desk.database, service=True)
    await desk.loop.once()
    assert (await get(desk.database, id)).state is BroadcastState.PLANNED
    assert (await get(desk.database, service)).started == EVENING
    assert (await desk.bodies())["telegram", "de"]["disable_notification"] is True
    desk.clock.stands_at = MORNING
    await desk.loop.once()
    assert (await get(desk.database, id)).started == MORNING


async def test_grown_since_it_was_planned_it_waits_for_a_second_person(
    desk: Desk, fake_telegram: FakeTelegram
) -> None:
    await meet(desk.database, "7", "8")
    town = town_of(desk.database, fake_telegram, four_eyes_from=2)
    loop = Broadcasting(town, channels(), desk.leads, desk.clock)
    id = await plan(desk.database)
    for _second in range(2):
        await loop.once()
    stored = await get(desk.database, id)
    assert (stored.state, stored.counted, stored.started) == (BroadcastState.SUBMITTED, 2, None)
    async with desk.database.write() as connection:
        assert not await broadcasts.submit_planned(connection, id, 3, sample.NOW)
        assert not await broadcasts.approve(connection, id, stored.revision, "Ada", 2, sample.NOW)
        assert await broadcasts.approve(connection, id, stored.revision, "Bo", 2, sample.NOW)
    await meet(desk.database, "9")
    await loop.once()
    assert (await get(desk.database, id)).recipients == 3


async def test_a_correction_is_written_and_reaches_who_has_it(desk: Desk) -> None:
    [person, _other] = await meet(desk.database, "7", "8")
    id = await plan(desk.database)
    await desk.loop.once()
    await settle(desk.database, person, "sent", message=70)
    anew = replace(ANNOUNCEMENT, title={"de": "Der Markt bleibt"})
    async with desk.database.write() as connection:
        assert await broadcasts.stop(connection, id, sample.NOW)
        assert await broadcasts_course.correct(connection, id, anew, 4, "Bo", sample.NOW)
    await desk.loop.once()
    said = await desk.bodies(1)
    assert said["telegram", "en"]["text"].startswith("[German] Der Markt bleibt")
    assert await rows(desk.database, "SELECT citizen, edition FROM outbox ORDER BY id DESC LIMIT 1") == [
        (person, 1)
    ]
    stored = await get(desk.database, id)
    assert (stored.state, stored.spread) == (BroadcastState.STOPPED, True)


@pytest.mark.parametrize("kind", UploadKind)
async def test_with_a_file(desk: Desk, kind: UploadKind) -> None:
    async with desk.database.write() as connection:
        upload = Upload("markt.png", kind, "image/png")
        digest = await attachments.keep(connection, upload, b"bytes", sample.NOW)
    await plan(desk.database, attachment=digest, shows={"de": "Stände"})
    await desk.loop.once()
    said = await desk.bodies()
    sent_as = "photo" if kind is UploadKind.PICTURE else "document"
    assert said["telegram", "de"]["attachment"] == {"digest": digest, "kind": sent_as, "name": "markt.png"}
    address = f"/dateien/{digest}/markt.png"
    if kind is UploadKind.PICTURE:
        assert said["web", "de"]["pictures"] == [{"src": address, "alt": "Stände"}]
    else:
        assert said["web", "de"]["rows"][0][0]["href"] == address


async def test_a_broken_one_stops_no_other(desk: Desk) -> None:
    broken, right = await plan(desk.database), await plan(desk.database)
    await change(desk.database, f"UPDATE broadcasts SET body = '{{}}' WHERE id = {broken}")
    await desk.loop.once()
    assert (await get(desk.database, right)).started
    await change(desk.database, f"UPDATE broadcasts SET body = '{{\"title\": {{}}}}' WHERE id = {broken}")
    await desk.loop.once()
    assert (await get(desk.database, broken)).started is None
    desk.clock.passed += BROKEN_RESTS
    await desk.loop.once()
    assert (await get(desk.database, broken)).started


@pytest.mark.parametrize("error", [Unavailable("away"), KeyError("a bug")])
async def test_trouble_passes_and_only_who_leads_begins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    id, stop, real = await plan(desk.database), asyncio.Event(), broadcasts_spread.find_work
    looked: list[bool] = []

    async def failing_once(*arguments: Any) -> Any:
        looked.append(desk.leads.is_set())
        if len(looked) == 1:
            raise error
        return await real(*arguments)

    monkeypatch.setattr(broadcasts_spread, "find_work", failing_once)
    monkeypatch.setattr("bot.broadcast.IDLE", 0.01)
    desk.leads.clear()
    running = asyncio.create_task(desk.loop.run(stop))
    await asyncio.sleep(0.05)
    assert looked == []
    desk.leads.set()
    async with asyncio.timeout(GUARD):
        while not (await get(desk.database, id)).started:  # noqa: ASYNC110  a database rings no bell
            await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(running, GUARD)
    assert all(looked)


async def test_taken_back_in_the_last_moment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    id, found = await plan(desk.database), broadcasts_spread.find_work

    async def then_somebody_presses(connection: Any, now: datetime) -> Any:
        works = await found(connection, now)
        async with desk.database.write() as another:
            await broadcasts.withdraw(another, id, now)
        return works

    monkeypatch.setattr(broadcasts_spread, "find_work", then_somebody_presses)
    await desk.loop.once()
    stored = await get(desk.database, id)
    assert (stored.state, stored.started) == (BroadcastState.WITHDRAWN, None)
