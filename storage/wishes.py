"""What citizens wish to be told by itself: written down, read, ended."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.facts import WishChosen, WishTakenBack
from dialogs.city.facts_notices import RemindersStopped, SurveyReminderChosen
from dialogs.city.notification import NotificationKind
from dialogs.city.survey_wish import NUDGE
from dialogs.city.urgency import switch_of_calls, switch_of_wish
from dialogs.city.wish import WishKind
from dialogs.engine.wants import Found, MyWishes, Wishes
from storage.city import Shelf
from storage.pen import Happened, Pen
from storage.subscriptions import end_waiting
from storage.tables import notifications, wishes
from storage.upsert import insert_into


async def note(pen: Pen, wished: Iterable[tuple[int, int, str, date]]) -> None:
    """Who wishes for which kind of news of which item since which day.

    Wishing for something twice (two devices at once) is wishing for it once.
    """
    names = ("citizen", "item", "kind", "day")
    rows = [dict(zip(names, each, strict=True)) for each in wished]
    await pen.connection.execute(insert_into(pen.connection, wishes).on_conflict_do_nothing(), rows)


_TAKE_BACK = delete(wishes).where(
    wishes.c.citizen == bindparam("who"),
    wishes.c.item == bindparam("of_item"),
    wishes.c.kind == bindparam("of_kind"),
)


async def take_back(pen: Pen, wished: Iterable[tuple[int, int, str]]) -> None:
    """Nothing is left of what somebody wished for of an item."""
    names = ("who", "of_item", "of_kind")
    await pen.connection.execute(_TAKE_BACK, [dict(zip(names, each, strict=True)) for each in wished])


async def write_wishes(pen: Pen, happened: Sequence[Happened[WishChosen]]) -> None:
    """Wishes about guidelines."""
    numbers = pen.shelf.guidelines.numbers
    await note(pen, [(h.citizen, numbers[h.fact.guideline], h.fact.kind, pen.day(h)) for h in happened])


async def write_wishes_taken_back(pen: Pen, happened: Sequence[Happened[WishTakenBack]]) -> None:
    """They are gone, and what waits because of them is not sent any more."""
    numbers = pen.shelf.guidelines.numbers
    await take_back(pen, [(h.citizen, numbers[h.fact.guideline], h.fact.kind) for h in happened])
    for h in happened:
        slug, kind = h.fact.guideline, h.fact.kind
        is_daily = kind is WishKind.DAILY
        switch = switch_of_wish(kind, slug) if is_daily else switch_of_calls("guideline", slug)
        await end_waiting(pen.connection, h.citizen, [switch], h.at)


_FORGET_TOLD = delete(notifications).where(
    notifications.c.citizen == bindparam("who"),
    notifications.c.kind == NotificationKind.SURVEY_WAITS,
    notifications.c.subject == bindparam("of_item"),
    notifications.c.told.is_not(None),
)


async def write_survey_reminders(pen: Pen, happened: Sequence[Happened[SurveyReminderChosen]]) -> None:
    """Who pauses again and wishes it again is reminded so long after this day, even if he was told before."""
    rows = [
        {
            "citizen": h.citizen,
            "item": pen.shelf.surveys.numbers[h.fact.survey],
            "kind": NUDGE,
            "day": pen.day(h),
        }
        for h in happened
    ]
    statement = insert_into(pen.connection, wishes)
    again = statement.on_conflict_do_update(
        index_elements=[wishes.c.citizen, wishes.c.item, wishes.c.kind],
        set_={"day": statement.excluded.day},
    )
    await pen.connection.execute(again, rows)
    told = [{"who": row["citizen"], "of_item": row["item"]} for row in rows]
    await pen.connection.execute(_FORGET_TOLD, told)


_STOP = delete(wishes).where(
    wishes.c.citizen == bindparam("who"),
    wishes.c.item == bindparam("of_item"),
    wishes.c.kind != WishKind.DAILY,
)


async def write_reminders_stopped(pen: Pen, happened: Sequence[Happened[RemindersStopped]]) -> None:
    """A section a day is no reminder: it has a switch of its own. What is gone has no wishes left."""
    for h in happened:
        rows = pen.shelf.surveys if h.fact.kind == "survey" else pen.shelf.guidelines
        if item := rows.numbers.get(h.fact.slug):
            await pen.connection.execute(_STOP, {"who": h.citizen, "of_item": item})
            await end_waiting(pen.connection, h.citizen, [switch_of_calls(h.fact.kind, h.fact.slug)], h.at)


_WISHES = select(wishes.c.citizen, wishes.c.item, wishes.c.kind).where(
    wishes.c.citizen.in_(bindparam("citizens", expanding=True))
)
_KINDS = {str(kind): kind for kind in WishKind}


async def my_wishes(
    connection: AsyncConnection, shelf: Shelf, _key: bytes, asked: list[tuple[int, MyWishes]]
) -> Iterable[Found]:
    """Everybody's wishes, with one query; those only another version of this program knows are left out."""
    mine: defaultdict[int, defaultdict[str, set[WishKind]]] = defaultdict(lambda: defaultdict(set))
    parameters = {"citizens": [citizen for citizen, _ in asked]}
    for citizen, item, kind in (await connection.execute(_WISHES, parameters)).all():
        if item in shelf.guidelines.slugs and kind in _KINDS:
            mine[citizen][shelf.guidelines.slugs[item]].add(_KINDS[kind])
    return [Wishes({slug: frozenset(kinds) for slug, kinds in mine[citizen].items()}) for citizen, _ in asked]


_END_ALL = delete(wishes).where(wishes.c.item.in_(bindparam("items", expanding=True)))
_END_DAILY = delete(wishes).where(
    wishes.c.kind == WishKind.DAILY,
    select(notifications.c.id)
    .where(
        notifications.c.id.in_(bindparam("ids", expanding=True)),
        and_(notifications.c.citizen == wishes.c.citizen, notifications.c.subject == wishes.c.item),
    )
    .exists(),
)


async def end_all(connection: AsyncConnection, items: Sequence[int]) -> int:
    """Forgets all wishes about what is over; returns how many there were."""
    return (await connection.execute(_END_ALL, {"items": items})).rowcount


async def end_daily(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """A section a day ends for those whom these notifications have nothing more to tell."""
    if ids:
        await connection.execute(_END_DAILY, {"ids": ids})
