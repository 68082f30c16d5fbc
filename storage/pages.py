"""What the citizens' web page shows: where somebody stands, his present screens, what is not heard yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, bindparam, case, exists, or_, select, update

from dialogs.city.broadcast import BroadcastState
from storage import citizens
from storage.broadcasts_bodies import newest_body
from storage.citizens import Standing
from storage.database import Connection
from storage.outbox import Rank, State
from storage.tables import broadcasts, inbox, outbox

CHANNEL = "web"
"""Under this name the rows of the web page stand in inbox, outbox and citizens."""


def lane(address: str) -> str:
    """The lane in the inbox in which the inputs of one address are heard one after the other."""
    return f"{CHANNEL}:{address}"


@dataclass(frozen=True, slots=True)
class Page:
    """All the page of one address is drawn from.

    `screens` are the bodies to show, the oldest first; `news` those of what nobody asked for, which is told
    above them; `fresh` the rows of both that nobody has seen yet; `unheard` the bodies of inputs that still
    wait for their answer.
    """

    standing: Standing | None
    screens: tuple[str, ...]
    fresh: tuple[int, ...]
    unheard: tuple[str, ...]
    news: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anybody is behind the address, or about to be."""
        return self.standing is not None or bool(self.unheard)


_MAY_SHOW = or_(
    outbox.c.broadcast.is_(None),
    # Who has seen it may read it again; nobody else gets one that was stopped.
    outbox.c.state == State.SHOWN,
    exists().where(
        broadcasts.c.id == outbox.c.broadcast,
        broadcasts.c.state.in_((BroadcastState.SENDING, BroadcastState.DONE)),
    ),
)
_SCREENS = (
    select(
        outbox.c.id,
        case((outbox.c.broadcast.is_(None), outbox.c.body), else_=newest_body()),
        outbox.c.state,
        outbox.c.rank,
    )
    .where(
        outbox.c.citizen == bindparam("who"),
        outbox.c.channel == CHANNEL,
        outbox.c.state.in_((State.WAITING, State.SHOWN)),
        outbox.c.body != "",
        _MAY_SHOW,
    )
    .order_by(outbox.c.id)
)
_UNHEARD = (
    select(inbox.c.body)
    .where(inbox.c.who == bindparam("of_lane"), inbox.c.heard.is_(None))
    .order_by(inbox.c.id)
)


async def look(connection: Connection, address: str) -> Page:
    """The page of one address."""
    standing = await citizens.find(connection, CHANNEL, address)
    rows: Sequence[Row[int, str, str, int]] = ()
    if standing:
        rows = (await connection.execute(_SCREENS, {"who": standing.citizen.id})).all()
    unheard = (await connection.execute(_UNHEARD, {"of_lane": lane(address)})).scalars().all()
    return Page(
        standing=standing,
        news=tuple(body for _id, body, _state, rank in rows if rank != Rank.ANSWER),
        screens=tuple(body for _id, body, _state, rank in rows if rank == Rank.ANSWER),
        fresh=tuple(id for id, _body, state, _rank in rows if state == State.WAITING),
        unheard=tuple(unheard),
    )


async def is_known(connection: Connection, address: str) -> bool:
    """Whether anybody is behind the address, or about to be once his first input is heard."""
    if await citizens.find(connection, CHANNEL, address):
        return True
    return (await connection.execute(_UNHEARD, {"of_lane": lane(address)})).first() is not None


_MARK = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.state == State.WAITING)
    .values(state=State.SHOWN, done=bindparam("at"))
)


async def mark_shown(connection: Connection, ids: Sequence[int], at: datetime) -> None:
    """Notes that rows were drawn; what was replaced by a newer answer meanwhile stays replaced."""
    await connection.execute(_MARK, {"ids": list(ids), "at": at})
