"""What operators have to know of a running town: read quickly however full the boxes are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter
from sqlalchemy import delete, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.alarm import Alarm, Loss, Raised, Signs, find_loss
from storage import meta
from storage.outbox_rows import SENT_ON, Rank, State
from storage.tables import inbox, outbox, paces
from storage.tables import meta as facts

INTAKE = "intake: last sign"
REFUSED = "intake: token refused"
LOSS = "intake: may be lost"
RAISED = "alarms"

_LOSS_AS_JSON = TypeAdapter(Loss)

_KEPT = select(facts.c.key, facts.c.value).where(facts.c.key.in_((INTAKE, REFUSED, LOSS)))
_OF_INTAKE = delete(facts).where(facts.c.key.in_((INTAKE, REFUSED, LOSS)))

# By the number of the first: numbers stand in small indexes of what is open, times only in the rows.
_FIRST_UNHEARD = select(func.min(inbox.c.id)).where(inbox.c.heard.is_(None)).scalar_subquery()
_FIRST_UNSENT = (
    select(func.min(outbox.c.id))
    .where(
        outbox.c.state == literal_column(f"'{State.WAITING}'"),
        outbox.c.channel.in_(SENT_ON),
        outbox.c.rank == Rank.ANSWER,
    )
    .scalar_subquery()
)
_MOMENTS = select(
    select(inbox.c.arrived).where(inbox.c.id == _FIRST_UNHEARD).scalar_subquery(),
    select(outbox.c.created).where(outbox.c.id == _FIRST_UNSENT).scalar_subquery(),
    select(func.max(paces.c.silent_until)).scalar_subquery(),
)


async def sign(connection: AsyncConnection, now: datetime) -> Loss | None:
    """Notes that what people write arrives; returns what may be lost if it has not for too long."""
    last = _moment(await meta.find(connection, INTAKE))
    await meta.keep(connection, INTAKE, now.isoformat())
    await connection.execute(delete(facts).where(facts.c.key == REFUSED))
    loss = find_loss(last, now) if last else None
    if loss:
        await meta.keep(connection, LOSS, _LOSS_AS_JSON.dump_json(loss).decode())
    return loss


async def refuse(connection: AsyncConnection, now: datetime) -> None:
    """Notes that the messenger does not know the token; since when is kept."""
    await meta.keep_once(connection, REFUSED, now.isoformat())


async def begin(connection: AsyncConnection, now: datetime) -> None:
    """Notes that somebody begins to listen: where nothing has ever come in, silence counts from now on."""
    await meta.keep_once(connection, INTAKE, now.isoformat())


async def forget_intake(connection: AsyncConnection) -> None:
    """A town without a messenger misses nothing."""
    await connection.execute(_OF_INTAKE)


async def find_signs(connection: AsyncConnection) -> Signs:
    """What is known at this moment; two queries."""
    kept: dict[str, str] = dict((await connection.execute(_KEPT)).all())
    unheard, unsent, silent_until = (await connection.execute(_MOMENTS)).one()
    return Signs(
        intake=_moment(kept.get(INTAKE)),
        refused=_moment(kept.get(REFUSED)),
        unheard=unheard,
        unsent=unsent,
        silent_until=silent_until,
        loss=_LOSS_AS_JSON.validate_json(kept[LOSS]) if LOSS in kept else None,
    )


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


class Turn(StrEnum):
    """What has become of an alarm."""

    BEGAN = "began"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class News:
    """That an alarm has begun or is over, for those who are told outside."""

    turn: Turn
    alarm: Alarm
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What the leading process has raised, and what of it nobody outside has been told yet."""

    raised: tuple[Raised, ...] = ()
    unposted: tuple[News, ...] = ()


_AS_JSON = TypeAdapter(Kept)


async def find_kept(connection: AsyncConnection) -> Kept:
    """What an earlier leader, or an earlier life, has left."""
    told = await meta.find(connection, RAISED)
    return _AS_JSON.validate_json(told) if told else Kept()


async def keep(connection: AsyncConnection, kept: Kept) -> None:
    """Keeps it for the next leader."""
    await meta.keep(connection, RAISED, _AS_JSON.dump_json(kept).decode())
