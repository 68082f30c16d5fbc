"""One batch of turns inside one transaction: hear, read, decide, write, read again, show."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.channel import Channel, Envelope
from bot.decode import decode
from bot.farewell import begin_anew, find_erasure, note_erasure
from bot.town import Town
from dialogs.engine import turn
from dialogs.engine.heard import Heard, Unclear
from dialogs.engine.screen import Line, Screen, door, note
from dialogs.engine.talk import Step, View
from dialogs.engine.wants import still_known
from dialogs.text import LANGUAGES, _
from locales.translator import translator
from storage import citizens, inbox, outbox, record, wants
from storage.citizens import Standing
from storage.city import Shelf
from storage.database import Connection

log = structlog.get_logger()

MOST_INPUTS = 60
"""Inputs of one citizen per minute; the next gets a notice, further ones nothing until the minute is over."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and digits nobody mixes up when reading them aloud."""
_RECEIPT = 10

Channels = dict[str, Channel]


@dataclass(slots=True)
class Turn:
    """An input on its way through a batch."""

    row: inbox.Unheard
    channel: Channel
    envelope: Envelope
    heard: Heard
    standing: Standing
    view: View
    step: Step

    def message(self, screen: Screen, town: Town) -> outbox.Message:
        """The screen as a row of the outbox, in the citizen's present language."""
        body = self.channel.show(screen, translator(self.standing.citizen.language, town.zone))
        return outbox.Message(
            citizen=self.standing.citizen.id,
            channel=self.channel.name,
            address=self.envelope.address,
            body=body,
            created=self.row.arrived,
            cause=self.row.id,
            edits=self.envelope.pressed,
            callback=self.envelope.callback,
        )


async def work_off(
    connection: Connection, town: Town, channels: Channels, rows: Sequence[inbox.Unheard], now: datetime
) -> None:
    """Works off one input each of several citizens; raises whatever goes wrong, and nothing is kept then."""
    shelf = await town.cities.current(connection)
    turns = await _open(connection, channels, rows, shelf, now)
    wanted = {t.view.citizen.id: turn.wants_before(t.view.place, t.heard) for t in turns}
    found = await wants.answer(connection, shelf, town.key, wanted)
    for t in turns:
        t.view = replace(t.view, found=found[t.view.citizen.id], zone=town.zone)
        say = translator(t.view.citizen.language, town.zone).plain
        t.step = turn.advance(t.view, t.heard, say)
    await _write(connection, town, shelf, turns)
    await _look_again(connection, town, shelf, turns)
    messages = [t.message(turn.show(t.view, t.step), town) for t in turns]
    await outbox.put(connection, messages)
    await citizens.move(connection, [t.standing for t in turns])
    await inbox.settle(connection, [t.row.id for t in turns], inbox.HEARD, now)


async def _open(
    connection: Connection, channels: Channels, rows: Sequence[inbox.Unheard], shelf: Shelf, now: datetime
) -> list[Turn]:
    """Understands the inputs and finds out who sent them; what needs no answer is settled here."""
    understood: dict[str, list[tuple[inbox.Unheard, Envelope]]] = defaultdict(list)
    ignored: list[int] = []
    broken: list[int] = []
    for row in rows:
        try:
            envelope = channels[row.channel].hear(decode(row.body), row.arrived)
        except Exception as error:  # anything may come from outside; it costs this row only
            log.error("input cannot be read", row=row.id, channel=row.channel, kind=type(error).__name__)
            broken.append(row.id)
            continue
        if envelope is None:
            ignored.append(row.id)
        else:
            understood[row.channel].append((row, envelope))
    await inbox.settle(connection, ignored, inbox.IGNORED, now)
    await inbox.settle(connection, broken, inbox.SET_ASIDE, now)
    turns: list[Turn] = []
    for name, came in understood.items():
        turns += await _meet(connection, channels[name], came, shelf, now)
    return turns


async def _meet(
    connection: Connection,
    channel: Channel,
    came: Sequence[tuple[inbox.Unheard, Envelope]],
    shelf: Shelf,
    now: datetime,
) -> list[Turn]:
    """Turns for those who said something; who only blocked us or let us in again is noted."""
    for reachable in (True, False):
        told = [(row, e) for row, e in came if e.heard is None and e.reachable is reachable]
        await citizens.set_reachable(connection, channel.name, [e.address for _row, e in told], reachable)
        await inbox.settle(connection, [row.id for row, _e in told], inbox.HEARD, now)
    languages = {e.address: _language(e) for _row, e in came if e.heard}
    if not languages:
        return []
    standings = await citizens.meet(connection, channel.name, languages, now)
    turns: list[Turn] = []
    limited: list[int] = []
    for row, envelope in came:
        if envelope.heard is None:
            continue
        standing = _counted(standings[envelope.address], row.arrived)
        standings[envelope.address] = standing
        if standing.inputs > MOST_INPUTS + 1:
            limited.append(row.id)
            continue
        heard = envelope.heard if standing.inputs <= MOST_INPUTS else Unclear("too many")
        counts = envelope.sent or row.arrived
        view = View(shelf.city, standing.citizen, standing.place, counts, new_receipt(), arrived=row.arrived)
        turns.append(Turn(row, channel, envelope, heard, standing, view, Step(standing.place)))
    await inbox.settle(connection, limited, inbox.LIMITED, now)
    return turns


def _language(envelope: Envelope) -> str:
    return envelope.language if envelope.language in LANGUAGES else LANGUAGES[0]


def _counted(standing: Standing, arrived: datetime) -> Standing:
    minute = int(arrived.timestamp()) // 60
    inputs = standing.inputs + 1 if minute == standing.minute else 1
    return Standing(standing.citizen, standing.place, minute, inputs, standing.reachable)


async def _write(connection: Connection, town: Town, shelf: Shelf, turns: Sequence[Turn]) -> None:
    """Records what happened, and moves everybody on."""
    happened = [
        record.Happened(t.standing.citizen.id, t.channel.name, fact, t.view.now)
        for t in turns
        for fact in t.step.facts
    ]
    erasures = [(t, erasure) for t in turns if (erasure := find_erasure(t.step.facts))]
    for t, erasure in erasures:
        await note_erasure(connection, town, t.standing.citizen.id, erasure, t.row.arrived)
    if happened:
        await record.record(connection, shelf, town.key, town.zone, happened)
    for t in turns:
        citizen = turn.after(t.standing.citizen, t.step.facts)
        before = t.standing
        t.standing = Standing(citizen, t.step.place, before.minute, before.inputs, before.reachable)
    for t, _erasure in erasures:
        channel, address = t.channel.name, t.envelope.address
        t.standing = await begin_anew(connection, channel, address, t.standing, t.row.arrived)


async def _look_again(connection: Connection, town: Town, shelf: Shelf, turns: Sequence[Turn]) -> None:
    """Everybody's view as it is now; what is not certain is read anew."""
    known = {t.standing.citizen.id: still_known(t.view.found, t.step.facts) for t in turns}
    wanted = {
        t.standing.citizen.id: turn.wants_of(t.step.place) - known[t.standing.citizen.id].keys()
        for t in turns
    }
    found = await wants.answer(connection, shelf, town.key, wanted)
    for t in turns:
        citizen = t.standing.citizen
        seen = known[citizen.id] | found[citizen.id]
        t.view = View(t.view.city, citizen, t.step.place, t.row.arrived, t.view.code, seen, zone=town.zone)


async def apologise(
    connection: Connection, town: Town, channels: Channels, row: inbox.Unheard, now: datetime
) -> None:
    """Sets an input aside that could not be worked off, and says so once; the citizen stays where he is."""
    await inbox.settle(connection, [row.id], inbox.SET_ASIDE, now)
    channel = channels[row.channel]
    envelope = channel.hear(decode(row.body), row.arrived)
    if envelope is None or envelope.heard is None:
        return
    met = await citizens.meet(connection, channel.name, {envelope.address: _language(envelope)}, now)
    standing = met[envelope.address]
    step = Step(standing.place)
    view = View((await town.cities.current(connection)).city, standing.citizen, standing.place, row.arrived)
    sorry = Screen(
        (
            note(_("Das hat nicht geklappt. Wir sehen es uns an.")),
            Line(_("Alles andere ist gespeichert. Hier geht es weiter:")),
        ),
        ((door(_("Weiter, wo Sie waren"), turn.HERE), door(_("Zum Menü"), "menu")),),
    )
    failed = Turn(row, channel, envelope, envelope.heard, standing, view, step)
    await outbox.put(connection, [failed.message(sorry, town)])


def new_receipt() -> str:
    """A fresh receipt such as K7M3Q-X9TW4: 50 bits of chance, so that nobody guesses another's."""
    letters = "".join(_LETTERS[byte & 31] for byte in secrets.token_bytes(_RECEIPT))
    return f"{letters[:5]}-{letters[5:]}"
