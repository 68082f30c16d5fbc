"""Role by route by method: everybody reaches what they may, and nothing else."""

from dataclasses import replace
from operator import itemgetter
from pathlib import Path

import pytest
from yarl import URL

from admin_web.access import PERMISSIONS, Permission, guarded, may
from admin_web.routes import ROUTES, Route
from dialogs.city.facts import EventSignedUp
from dialogs.city.survey import Survey
from storage import definitions, items
from storage.staff import Role
from tests import sample
from tests.admin_web import events
from tests.admin_web.broadcasting import begun, draft
from tests.admin_web.browser import OWN
from tests.admin_web.conftest import ADMIN, EDITOR, MODERATOR, VIEWER, House
from tests.admin_web.walk import address_for
from tests.participants import speak_up

TABLE = Path(__file__).with_name("who_may_what.txt")
CAST = {
    Role.VIEWER: VIEWER,
    Role.MODERATOR: MODERATOR,
    Role.EDITOR: EDITOR,
    Role.ADMIN: ADMIN,
}
STAFF = frozenset(Role)


def _roles(who: str) -> frozenset[Role] | None:
    """Which roles a word of the table means; None means anybody, signed in or not."""
    if who == "anybody":
        return None
    return STAFF if who == "staff" else frozenset({Role.ADMIN, *map(Role, who.split(","))})


def _lines() -> list[tuple[frozenset[Role] | None, str, str]]:
    lines = [line.split() for line in TABLE.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return [(_roles(who), method, path) for who, method, path in lines]


LINES = _lines()


@pytest.fixture
async def furnished(house: House, survey: Survey) -> House:
    """A house with somebody of each role, in which there is a survey for every address about one."""
    await house.take_in(MODERATOR, Role.MODERATOR)
    await house.take_in(VIEWER, Role.VIEWER)
    async with house.database.write() as connection:
        item = await items.add_item(connection, "survey", survey.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(survey), 1, house.now)
        item = await items.add_item(connection, "guideline", survey.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(sample.GUIDELINE), 1, house.now)
    await events.publish(house, replace(events.EVENT, slug=survey.slug))
    await speak_up(house.database, EventSignedUp(survey.slug))
    await draft(house)
    await begun(house)
    return house


def test_the_table_and_the_routes_agree() -> None:
    """Whoever adds a route says here, a second time, who may use it."""

    def who_may(permission: Permission) -> frozenset[Role] | None:
        if may(None, permission):
            return None
        return frozenset(role for role, granted in PERMISSIONS.items() if permission in granted)

    routes = [(r.method, "/admin" + r.path, who_may(r.permission)) for r in ROUTES]
    told = [(method, path, who) for who, method, path in LINES]
    assert sorted(told, key=itemgetter(0, 1)) == sorted(routes, key=itemgetter(0, 1))


def test_a_route_cannot_be_added_without_a_permission() -> None:
    with pytest.raises(TypeError):
        Route("GET", "/new", guarded)  # type: ignore[call-arg, arg-type]  # the mistake is what is tested


def test_roles_are_no_ladder_but_for_both_ends() -> None:
    assert {*PERMISSIONS} == STAFF == {*CAST}
    assert PERMISSIONS[Role.VIEWER] == {Permission.SIGNED_IN, Permission.ANSWERS}
    middle = (PERMISSIONS[Role.MODERATOR], PERMISSIONS[Role.EDITOR])
    assert all(PERMISSIONS[Role.VIEWER] < granted < PERMISSIONS[Role.ADMIN] for granted in middle)
    assert Permission.MODERATE in middle[0] - middle[1]
    assert middle[1] - middle[0] == {
        *(Permission.EDIT, Permission.EXPORT, Permission.BROADCAST, Permission.APPROVE),
    }


async def test_nobody_in_particular(furnished: House) -> None:
    browser = furnished.browser()
    for who, method, path in LINES:
        page = await browser.ask(method, address_for(path), **_body(method))
        if who is None:
            assert page.status in (200, 400, 410, 422), path
        elif method == "POST":
            assert page.status == 401, path
        else:
            assert page.status == 303, path
            assert page.headers["Location"].startswith("/admin/sign-in?next=/admin")
    assert await furnished.told() == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MODERATOR, Role.EDITOR])
async def test_what_is_too_much(furnished: House, role: Role) -> None:
    """Whoever knows an address and has a good form is refused all the same, and nothing happens."""
    browser = await furnished.enter(CAST[role])
    form = dict(browser.page.form("Abmelden").fields)
    refused = [(method, path) for who, method, path in LINES if who and role not in who]
    assert len(refused) > 5
    for method, path in refused:
        page = await browser.ask(method, address_for(path), **_body(method, form))
        assert (page.status, page.heading) == (403, "Das dürfen Sie hier nicht"), path
    assert await furnished.told() == []


@pytest.mark.parametrize("role", [*CAST])
async def test_what_somebody_may(furnished: House, role: Role) -> None:
    browser = await furnished.enter(CAST[role])
    for who, method, path in sorted(LINES, key=itemgetter(1)):
        if who is None or role in who:
            if method == "POST":  # they come last: one may end the sign-in
                browser = await furnished.enter(CAST[role])
            form = dict(browser.page.form("Abmelden").fields)
            page = await browser.ask(method, address_for(path), **_body(method, form))
            assert page.status in (200, 303, 400, 404, 409, 410, 422), (method, path)


@pytest.mark.parametrize("role", [*CAST])
async def test_no_link_leads_to_what_one_may_not(furnished: House, role: Role) -> None:
    browser = await furnished.enter(CAST[role])
    addresses, seen = ["/admin"], {"/admin"}
    while addresses:
        page = await browser.open(addresses.pop())
        assert page.status == 200, page.address
        found = {link.split("#")[0] for link in page.links().values() if link.startswith("/admin")} - seen
        seen |= found
        # Weeks have no end; the first one stands for them.
        addresses += [link for link in found if not ("/export/" in link or "?week=" in link)]
    assert len(seen) > 5


async def test_no_form_counts_without_the_token_of_this_sign_in(furnished: House) -> None:
    browser, other = await furnished.enter(ADMIN), await furnished.enter(ADMIN)
    good = dict(browser.page.form("Abmelden").fields)
    cross = {**OWN, "Sec-Fetch-Site": "cross-site"}
    for who, path in [(who, address_for(path)) for who, method, path in LINES if method == "POST"]:
        assert (await browser.ask("POST", path, data=good, headers=cross)).status == 403
        for token in ("", "x", "ä", other.page.value("form_token")) if who is not None else ():
            page = await browser.ask("POST", path, data={**good, "form_token": token})
            assert (page.status, page.heading) == (403, "Diese Seite war zu lange offen"), path
    assert await furnished.told() == []


async def test_other_methods_are_off(furnished: House) -> None:
    browser = await furnished.enter(ADMIN)
    for path in sorted({path for _, _, path in LINES}):
        known = {method for _, method, other in LINES if other == path}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"} - known:
            page = await browser.ask(method, address_for(path))
            assert (page.status, set(page.headers["Allow"].split(","))) == (405, known), path
    assert await furnished.told() == []


@pytest.mark.parametrize(
    "address",
    ["/admin/../admin/staff", "//admin/staff", "/admin/staff;.css", "/admin/%73taff", "/admin/staff%2f",
     "/admin//staff", "/admin/static/../staff", "/ADMIN/staff", "/admin/staff/", "/admin/./staff"],
)  # fmt: skip
async def test_no_spelling_of_an_address_gets_around_the_guard(house: House, address: str) -> None:
    for browser, heading in (
        (house.browser(), "Anmelden"),
        (await house.enter(EDITOR), "Das dürfen Sie hier nicht"),
    ):
        page = await browser.ask("GET", URL(house.base.rstrip("/") + address, encoded=True))
        if page.status == 303:
            assert heading == "Anmelden"
            assert page.headers["Location"].startswith("/admin/sign-in")
        else:
            assert page.status in (403, 404)
            assert "Jetzt einladen" not in page.text


def test_the_methods_of_the_table_are_get_and_post_only() -> None:
    assert {route.method for route in ROUTES} == {"GET", "POST"}


def _body(method: str, fields: dict[str, str] | None = None) -> dict[str, object]:
    return {"data": fields or {"x": "y"}} if method == "POST" else {}
