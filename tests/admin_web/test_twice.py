"""A double click, a reload, a step back: what was handed in once is done once."""

import asyncio

from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House


async def test_many_presses_at_once_do_it_once(house: House, admin: Browser) -> None:
    form = (await admin.open("/admin/staff")).form("Link erstellen")
    answers = await asyncio.gather(*(admin.hand_in(form, name="Jonas Weber") for _ in range(8)))
    assert len({(answer.status, answer.headers["Location"]) for answer in answers}) == 1
    assert await house.told() == ["Frau Berger | invited | Jonas Weber | Redaktion"]


async def test_going_back_and_changing_something_is_told(house: House, admin: Browser) -> None:
    form = (await admin.open("/admin/staff")).form("Link erstellen")
    await admin.hand_in(form, name="Jonas Weber")
    page = await admin.hand_in(form, name="Lea Roth")
    assert (page.status, page.heading) == (409, "Dieses Formular wurde schon abgeschickt")
    assert len(await house.told()) == 1


async def test_a_form_with_a_mistake_can_be_handed_in_again(house: House, admin: Browser) -> None:
    form = (await admin.open("/admin/staff")).form("Link erstellen")
    assert (await admin.hand_in(form, name="Herr Yılmaz")).status == 422
    assert (await admin.hand_in(form, name="Jonas Weber")).status == 303


async def test_the_words_of_the_first_answer_are_not_lost(admin: Browser) -> None:
    form = (await admin.open("/admin/staff/2")).form("Zugang sperren")
    await admin.hand_in(form)
    await admin.hand_in(form)
    assert (await admin.open("/admin/staff/2")).said == "Der Zugang ist gesperrt."
    assert (await admin.open("/admin/staff/2")).said == ""


async def test_the_key_of_somebody_else_s_form_is_refused(house: House, admin: Browser) -> None:
    await house.enter("Herr Yılmaz")
    form = (await admin.open("/admin/staff")).form("Link erstellen")
    await admin.hand_in(form, name="Jonas Weber")
    second = await house.enter("Frau Berger")
    again = (await second.open("/admin/staff")).form("Link erstellen")
    key = dict(form.fields)["form_key"]
    assert (await second.hand_in(again, name="Jonas Weber", form_key=key)).status == 303
    assert (await second.hand_in(again, name="Lea Roth", form_key=key)).status == 409


async def test_a_form_without_a_key_is_refused(house: House, admin: Browser) -> None:
    await admin.open("/admin/staff")
    for key in ("", "kurz", "x" * 65, "ä" * 20, "a b" * 8):
        page = await admin.press("Link erstellen", name="Jonas Weber", form_key=key)
        assert page.status == 400
    assert await house.told() == []
