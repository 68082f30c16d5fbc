"""What operators have to be told of: which alarms hold at a moment, which begin, which are over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

INTAKE_SILENT_AFTER = timedelta(minutes=15)
ANSWER_LATE_AFTER = timedelta(seconds=60)
LONG_SILENCE = timedelta(seconds=60)
"""Silences a messenger asks for are shorter, as a rule, and end by themselves."""

MESSENGER_KEEPS = timedelta(hours=24)
"""How long Telegram keeps what people write (https://core.telegram.org/bots/api#getting-updates)."""

LOSS_SHOWN = timedelta(days=7)
CALM = timedelta(seconds=60)
"""An alarm is over once it has not held for so long: one that comes and goes rings once."""


class AlarmKind(StrEnum):
    """What is wrong."""

    INTAKE_SILENT = "intake_silent"
    """Nothing shows that what people write in the messenger arrives."""
    ANSWERS_LATE = "answers_late"
    """Somebody waits for an answer for too long."""
    BOT_REFUSED = "bot_refused"
    """The messenger does not know the bot's token any more: nothing comes in or goes out."""
    TOLD_TO_BE_SILENT = "told_to_be_silent"
    """The messenger has asked for a long pause in sending."""
    NO_ROOM = "no_room"
    """The database found no room to write."""
    MESSAGES_LOST = "messages_lost"
    """The bot was away for longer than the messenger keeps messages."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What was written between two moments may be lost; `noticed` is when the bot was back."""

    since: datetime
    until: datetime
    noticed: datetime


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a running town; None where there is nothing to tell."""

    intake: datetime | None = None
    """When it last showed that what people write arrives; None without a messenger."""
    refused: datetime | None = None
    """Since when the messenger refuses the token."""
    unheard: datetime | None = None
    """When the oldest input arrived that nobody has heard yet."""
    unsent: datetime | None = None
    """When the oldest answer was given that has not left yet."""
    silent_until: datetime | None = None
    """Until when the messenger wants nothing to be sent."""
    loss: Loss | None = None
    has_room: bool = True

    @property
    def waiting(self) -> datetime | None:
        """Since when the one waits who has waited longest for an answer."""
        return min((since for since in (self.unheard, self.unsent) if since), default=None)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is wrong, and since when as far as we know; `until` where it has an end already."""

    kind: AlarmKind
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm that has been told, and when it held last."""

    alarm: Alarm
    seen: datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """Which alarms are raised now, and which of them have begun or are over since the last look."""

    raised: tuple[Raised, ...] = ()
    begun: tuple[Alarm, ...] = ()
    over: tuple[Alarm, ...] = ()


def find_alarms(signs: Signs, now: datetime) -> tuple[Alarm, ...]:
    """The alarms that hold at this moment."""
    found: list[Alarm] = []
    if signs.refused:
        found.append(Alarm(AlarmKind.BOT_REFUSED, signs.refused))
    # Without a token nothing can come in: one alarm says what to do, the second would only be noise.
    elif signs.intake and now - signs.intake >= INTAKE_SILENT_AFTER:
        found.append(Alarm(AlarmKind.INTAKE_SILENT, signs.intake))
    if signs.waiting and now - signs.waiting > ANSWER_LATE_AFTER:
        found.append(Alarm(AlarmKind.ANSWERS_LATE, signs.waiting))
    if signs.silent_until and signs.silent_until - now > LONG_SILENCE:
        found.append(Alarm(AlarmKind.TOLD_TO_BE_SILENT, now, signs.silent_until))
    if not signs.has_room:
        found.append(Alarm(AlarmKind.NO_ROOM, now))
    if signs.loss and now - signs.loss.noticed < LOSS_SHOWN:
        found.append(Alarm(AlarmKind.MESSAGES_LOST, signs.loss.since, signs.loss.until))
    return tuple(found)


def find_loss(last: datetime, now: datetime) -> Loss | None:
    """What may be lost when nothing has come in since `last`; None if the messenger has kept everything."""
    kept_since = now - MESSENGER_KEEPS
    return Loss(last, kept_since, now) if last < kept_since else None


def watch(before: Sequence[Raised], alarms: Sequence[Alarm], now: datetime) -> Watch:
    """What has changed since the last look: each alarm begins once and is over once."""
    held = {alarm.kind: alarm for alarm in alarms}
    known = {raised.alarm.kind: raised for raised in before}
    raised: list[Raised] = []
    over: list[Alarm] = []
    for kind, old in known.items():
        if kind in held:
            raised.append(Raised(old.alarm, now))
        elif now - old.seen < CALM:
            raised.append(old)
        else:
            over.append(old.alarm)
    begun = [alarm for kind, alarm in held.items() if kind not in known]
    raised += [Raised(alarm, now) for alarm in begun]
    return Watch(tuple(raised), tuple(begun), tuple(over))
