"""The chats in which members of staff look at announcements before they go out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.facts import StaffChatLinked
from dialogs.city.staff_chat import StaffChat, StaffDoor
from dialogs.engine.wants import Found
from storage import links, notifications
from storage.city import Shelf
from storage.links import Purpose
from storage.outbox_rows import Message, Rank
from storage.pen import Happened, Pen
from storage.staff import Member, find_by_name
from storage.tables import citizens, staff, staff_chats
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Chat:
    """Somebody's chat: whom it reaches, on which channel, in which language."""

    citizen: int
    channel: str
    address: str
    language: str
    reachable: bool


async def make_code(connection: AsyncConnection, member: Member, code: str, now: datetime) -> None:
    """Lets a code link one chat to a member, within half an hour; older codes of this member die."""
    await links.make_link(connection, Purpose.CHAT, member.name, member.role, now, code)


async def find_chat(connection: AsyncConnection, member: int) -> Chat | None:
    """The chat of a member of staff, if there is one."""
    query = (
        select(
            citizens.c.id,
            citizens.c.channel,
            citizens.c.address,
            citizens.c.language,
            citizens.c.reachable,
        )
        .join(staff_chats, staff_chats.c.citizen == citizens.c.id)
        .where(staff_chats.c.staff == member)
    )
    row = (await connection.execute(query)).one_or_none()
    return Chat(*row) if row else None


async def tell(connection: AsyncConnection, chat: Chat, body: str, now: datetime) -> None:
    """Puts a test into the outbox for this chat alone, written for its channel; it goes like a reminder."""
    message = Message(chat.citizen, chat.channel, chat.address, body, now, Rank.REMINDER)
    await notifications.tell(connection, {}, [notifications.Told(message)], now)


async def unlink_chat(connection: AsyncConnection, member: int) -> bool:
    """Parts a member of staff from the chat; tells whether there was one."""
    return bool((await connection.execute(delete(staff_chats).where(staff_chats.c.staff == member))).rowcount)


async def write_staff_chats(pen: Pen, happened: Sequence[Happened[StaffChatLinked]]) -> None:
    """Uses each code up; the chat takes the place of an earlier one. A code that is no good does nothing."""
    for h in happened:
        used = await links.use_link(pen.connection, h.fact.code, h.at, {Purpose.CHAT})
        member = await find_by_name(pen.connection, used.name) if used else None
        if member and member.active:
            statement = insert_into(pen.connection, staff_chats).values(staff=member.id, citizen=h.citizen)
            replacing = {"index_elements": [staff_chats.c.staff], "set_": {"citizen": h.citizen}}
            await pen.connection.execute(statement.on_conflict_do_update(**replacing))


_NAMES = (
    select(staff_chats.c.citizen, staff.c.name)
    .join(staff, staff.c.id == staff_chats.c.staff)
    .where(staff.c.active, staff_chats.c.citizen.in_(bindparam("citizens", expanding=True)))
    .order_by(staff.c.id.desc())
)


async def staff_doors(
    connection: AsyncConnection, _shelf: Shelf, _key: bytes, asked: list[tuple[int, StaffDoor]]
) -> Iterable[Found]:
    """Until when the codes can be used, and whose the chats are: two queries."""
    expires = await links.find_expiries(connection, Purpose.CHAT, {want.code for _, want in asked})
    parameters = {"citizens": [citizen for citizen, _ in asked]}
    rows = (await connection.execute(_NAMES, parameters)).all()
    names: dict[int, str] = {row.citizen: row.name for row in rows}
    return [StaffChat(expires.get(want.code), names.get(citizen, "")) for citizen, want in asked]
