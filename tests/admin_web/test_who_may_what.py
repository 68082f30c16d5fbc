"""Role by route by method: everybody reaches what they may, and nothing else."""

from pathlib import Path

import pytest
from yarl import URL

from admin_web.access import PERMISSIONS, Permission, guarded, may
from admin_web.routes import ROUTES, Route
from dialogs.city.survey import Survey
from storage import definitions, items
from storage.staff import Role
from tests.admin_web.browser import OWN
from tests.admin_web.conftest import ADMIN, EDITOR, House
from tests.admin_web.walk import address_for

TABLE = Path(__file__).with_name("who_may_what.txt")
KINDS = ("anybody", "editor", "admin")


def _lines() -> list[tuple[str, str, str]]:
    lines = [line.split() for line in TABLE.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return [(who, method, path) for who, method, path in lines]


LINES = _lines()
by_line = pytest.mark.parametrize(("who", "method", "path"), LINES, ids=str)


@pytest.fixture
async def furnished(house: House, survey: Survey) -> House:
    """A house in which there is a survey for every address about one."""
    async with house.database.write() as connection:
        item = await items.add_item(connection, "survey", survey.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(survey), 1, house.now)
    return house


def test_the_table_and_the_routes_agree() -> None:
    """Whoever adds a route says here, a second time, who may use it."""

    def lowest(permission: Permission) -> str:
        if may(None, permission):
            return "anybody"
        return "editor" if permission in PERMISSIONS[Role.EDITOR] else "admin"

    routes = [(lowest(r.permission), r.method, "/admin" + r.path) for r in ROUTES]
    assert sorted(routes) == sorted(LINES)


def test_a_route_cannot_be_added_without_a_permission() -> None:
    with pytest.raises(TypeError):
        Route("GET", "/new", guarded)  # type: ignore[call-arg, arg-type]


def test_admins_may_all_editors_may() -> None:
    assert PERMISSIONS[Role.EDITOR] < PERMISSIONS[Role.ADMIN]
    assert {role.value for role in PERMISSIONS} == set(KINDS[1:])


@by_line
async def test_nobody_in_particular(furnished: House, who: str, method: str, path: str) -> None:
    page = await furnished.browser().ask(method, address_for(path[6:]), **_body(method))
    if who == "anybody":
        assert page.status in (200, 400, 410, 422)
    elif method == "POST":
        assert page.status == 401
    else:
        assert page.status == 303
        assert page.headers["Location"].startswith("/admin/sign-in?next=/admin")
    assert await furnished.told() == []


@by_line
@pytest.mark.parametrize("role", KINDS[1:])
async def test_somebody_signed_in(furnished: House, role: str, who: str, method: str, path: str) -> None:
    browser = await furnished.enter(ADMIN if role == "admin" else EDITOR)
    form = browser.page.form("Abmelden")
    page = await browser.ask(method, address_for(path[6:]), **_body(method, dict(form.fields)))
    if KINDS.index(who) <= KINDS.index(role):
        assert page.status in (200, 303, 400, 403 if "/staff/2" in path else 400, 404, 409, 410, 422)
        assert page.status != 403 or role == "admin"
    else:
        assert page.status == 403
        assert await furnished.told() == []


@pytest.mark.parametrize(("who", "method", "path"), [line for line in LINES if line[1] == "POST"], ids=str)
async def test_no_form_counts_without_the_token_of_this_sign_in(
    furnished: House, who: str, method: str, path: str
) -> None:
    browser, other = await furnished.enter(ADMIN), await furnished.enter(ADMIN)
    foreign = other.page.value("form_token")
    good = dict(browser.page.form("Abmelden").fields)
    address = address_for(path[6:])
    cross = {**OWN, "Sec-Fetch-Site": "cross-site"}
    assert (await browser.ask("POST", address, data=good, headers=cross)).status == 403
    if who != "anybody":
        for token in ("", "x", foreign, "ä"):
            page = await browser.ask("POST", address, data={**good, "form_token": token})
            assert (page.status, page.heading) == (403, "Diese Seite war zu lange offen")
    assert await furnished.told() == []


@pytest.mark.parametrize("path", sorted({path for _, _, path in LINES}))
async def test_other_methods_are_off(furnished: House, path: str) -> None:
    browser = await furnished.enter(ADMIN)
    known = {method for _, method, other in LINES if other == path}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"} - known:
        page = await browser.ask(method, address_for(path[6:]))
        assert (page.status, set(page.headers["Allow"].split(","))) == (405, known)
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
