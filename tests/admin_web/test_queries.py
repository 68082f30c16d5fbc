"""No page of staff asks the database more than a dozen things, however much lies in it."""

from dataclasses import replace

from admin_web.access import Permission
from admin_web.routes import ROUTES
from dialogs.city.comment import Vote
from dialogs.city.facts import CommentContinued, CommentHandedIn, VoteCast
from tests import sample
from tests.admin_web import events, guidelines, surveys
from tests.admin_web.broadcasting import begun
from tests.admin_web.conftest import ADMIN, House
from tests.admin_web.test_guideline_counts import count_queries
from tests.admin_web.walk import EXAMPLES, address_for
from tests.broadcasts import meet
from tests.participants import speak_up

MOST = 12


async def test_every_page_with_something_on_it(house: House) -> None:
    slug = EXAMPLES["slug"]
    guideline = replace(sample.GUIDELINE, slug=slug)
    await surveys.publish(house)
    await events.publish(house, replace(events.EVENT, slug=slug))
    await events.put_draft(house, replace(events.EVENT, slug=slug))
    await guidelines.publish(house, guideline)
    await surveys.put_draft(house, sample.SURVEY)
    await guidelines.put_draft(house, guideline)
    for number in range(3):
        await speak_up(
            house.database,
            VoteCast(slug, 3, 1, Vote.AGREE),
            CommentContinued(slug, 3, 1, 1, "Ein Wort.", "de"),
            CommentHandedIn(slug, 3, 1, f"CODE-{number}"),
        )
    await meet(house.database, "1", "2", "3")
    for _number in range(3):
        await begun(house)
    admin = await house.enter(ADMIN)
    counts: dict[str, int] = {}
    for route in ROUTES:
        if route.method == "GET" and route.permission not in (Permission.FILES, Permission.EXPORT):
            address = address_for("/admin" + route.path)
            asked = await count_queries(house, admin, address)
            # What only leads on is counted where it leads.
            if admin.page.status == 200 and admin.page.address.endswith(address):
                counts[route.path] = asked
    assert len(counts) > 35, sorted(counts)
    assert {path: count for path, count in counts.items() if count > MOST} == {}
