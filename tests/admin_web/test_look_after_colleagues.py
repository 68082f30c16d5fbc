"""Changing roles, shutting out and letting in again, helping with a forgotten password."""

import asyncio
from dataclasses import replace

from dialogs.city.survey import Survey
from storage import staff
from storage.staff import Role
from tests.admin_web import surveys
from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import EDITOR, House

NEW = "Kastanien, Regen und ein Drehorgelspieler"


async def test_another_role_counts_from_the_next_page_on(
    house: House, admin: Browser, editor: Browser
) -> None:
    assert (await editor.open("/admin/staff")).status == 403
    await admin.open("/admin/staff/2")
    page = await admin.send("Rolle ändern", role="admin")
    assert page.said == "Die neue Rolle gilt ab sofort."
    page = await editor.open("/admin/staff")
    assert page.heading == "Team"
    await admin.open("/admin/staff/2")
    await admin.send("Rolle ändern", role="editor")
    page = await editor.press("Link erstellen", name="Eve", role="admin")
    assert (page.status, page.heading) == (403, "Das dürfen Sie hier nicht")
    assert await house.told() == [
        "Frau Berger | role changed | Herr Yılmaz | Redaktion → Administration",
        "Frau Berger | role changed | Herr Yılmaz | Administration → Redaktion",
    ]


async def test_the_same_role_again_is_no_entry_in_the_journal(house: House, admin: Browser) -> None:
    await admin.open("/admin/staff/2")
    page = await admin.send("Rolle ändern", role="editor")
    assert (page.heading, page.said) == (EDITOR, "")
    assert await house.told() == []


async def test_every_role_can_be_given_and_shows_what_it_may(
    house: House, admin: Browser, editor: Browser
) -> None:
    for_all = ["Übersicht", "Umfragen", "Leitlinien", "Termine", "Ankündigungen"]
    for role, name, menu in (
        ("viewer", "Einsicht", for_all),
        ("moderator", "Moderation", [*for_all, "Moderation"]),
        ("editor", "Redaktion", for_all),
        ("admin", "Administration", [*for_all, "Moderation", "Team", "Protokoll"]),
    ):
        await admin.open("/admin/staff/2")
        await admin.send("Rolle ändern", role=role)
        assert [EDITOR, name] in [row[:2] for row in (await admin.open("/admin/staff")).rows]
        page = await editor.open("/admin")
        assert [words(entry) for entry in page.find("nav").iter("a")] == menu
    assert len(await house.told()) == 4


async def test_who_may_only_look_sees_what_is_published_and_no_buttons(
    house: House, viewer: Browser, survey: Survey
) -> None:
    page = await viewer.open("/admin/surveys")
    assert "Es ist noch keine Umfrage veröffentlicht." in page.text
    await surveys.put_draft(house, replace(survey, slug="entwurf"))
    await surveys.publish(house)
    page = await viewer.open("/admin/surveys")
    assert [row[0] for row in page.rows] == ["Mitreden"]
    assert "Neue Umfrage" not in page.links()
    page = await viewer.open(page.links()["Mitreden"])
    assert page.heading == "Antworten: Mitreden"
    assert page.links()["Zurück zu den Umfragen"] == "/admin/surveys"
    assert "entwurf" not in (await viewer.open("/admin")).text


async def test_a_role_there_is_not(admin: Browser) -> None:
    await admin.open("/admin/staff/2")
    assert (await admin.press("Rolle ändern", role="root")).status == 400


async def test_shutting_out_works_at_once_and_everywhere(
    house: House, admin: Browser, editor: Browser
) -> None:
    await admin.open("/admin/staff/2")
    page = await admin.send("Zugang sperren")
    assert page.said == "Der Zugang ist gesperrt."
    assert (await editor.open("/admin")).heading == "Anmelden"
    assert (await house.sign_in(EDITOR)).page.mistakes == ["Name oder Passwort stimmt nicht."]
    page = await admin.send("Wieder zulassen")
    assert page.said == "Der Zugang ist wieder offen."
    assert (await editor.open("/admin")).heading == "Anmelden"
    assert (await house.sign_in(EDITOR)).page.heading == "Übersicht"


async def test_doing_it_twice_in_two_windows_is_one_entry(house: House, admin: Browser) -> None:
    first = (await admin.open("/admin/staff/2")).form("Zugang sperren")
    second = (await admin.open("/admin/staff/2")).form("Zugang sperren")
    for form in (first, second):
        assert (await admin.hand_in(form)).headers["Location"] == "/admin/staff/2"
    assert await house.told() == ["Frau Berger | deactivated | Herr Yılmaz | "]
    first = (await admin.open("/admin/staff/2")).form("Wieder zulassen")
    second = (await admin.open("/admin/staff/2")).form("Wieder zulassen")
    for form in (first, second):
        await admin.hand_in(form)
    assert len(await house.told()) == 2


async def test_nobody_changes_or_shuts_out_themselves(house: House, admin: Browser) -> None:
    page = await admin.open("/admin/staff/1")
    assert "Das sind Sie selbst." in page.text
    form = (await admin.open("/admin/staff/2")).form("Zugang sperren")
    form.action = form.action.replace("/2/", "/1/")
    assert (await admin.hand_in(form)).status == 403
    form = admin.page.form("Rolle ändern")
    form.action = form.action.replace("/2/", "/1/")
    assert (await admin.hand_in(form, role="editor")).status == 403
    assert await house.told() == []


async def test_a_colleague_there_is_not(admin: Browser) -> None:
    assert (await admin.open("/admin/staff/99")).status == 404
    form = (await admin.open("/admin/staff/2")).form("Zugang sperren")
    form.action = form.action.replace("/2/", "/99/")
    assert (await admin.hand_in(form)).status == 404


async def test_a_new_password_by_link(house: House, admin: Browser, editor: Browser) -> None:
    await admin.open("/admin/staff/2")
    page = await admin.send("Link für neues Passwort")
    assert "Mit diesem Link wählt Herr Yılmaz ein neues Passwort." in page.text
    address = words(page.find("code")).replace("http://127.0.0.1:8080", "")
    browser = house.browser()
    page = await browser.open(address)
    assert page.heading == "Neues Passwort wählen"
    await browser.send("Passwort speichern", password=NEW, again=NEW)
    assert (await editor.open("/admin")).heading == "Anmelden"
    assert (await house.sign_in(EDITOR)).page.heading == "Anmelden"
    assert (await house.sign_in(EDITOR, NEW)).page.heading == "Übersicht"
    assert (await house.told())[:2] == [
        "Frau Berger | password link made | Herr Yılmaz | ",
        "Herr Yılmaz | password changed |  | ",
    ]


async def test_the_old_password_counts_until_the_link_is_used(house: House, admin: Browser) -> None:
    await admin.open("/admin/staff/2")
    await admin.send("Link für neues Passwort")
    assert (await house.sign_in(EDITOR)).page.heading == "Übersicht"


async def test_shutting_out_makes_the_link_worthless(house: House, admin: Browser) -> None:
    link_form = (await admin.open("/admin/staff/2")).form("Link für neues Passwort")
    page = await admin.send("Link für neues Passwort")
    address = words(page.find("code")).replace("http://127.0.0.1:8080", "")
    await admin.open("/admin/staff/2")
    await admin.send("Zugang sperren")
    assert (await house.browser().open(address)).status == 410
    link_form.fields = [(n, v if n != "form_key" else v[::-1]) for n, v in link_form.fields]
    await admin.hand_in(link_form)
    page = await admin.open("/admin/staff/2")
    assert page.said == "Der Zugang ist gesperrt. Lassen Sie ihn erst wieder zu."


async def test_whoever_loses_the_permission_while_sending_is_refused(house: House, admin: Browser) -> None:
    await admin.open("/admin/staff")
    async with house.database.write() as connection:
        sending = asyncio.create_task(admin.press("Link erstellen", name="Eve", role="admin"))
        # The guard has let the form in; its transaction waits for ours.
        await asyncio.sleep(0.2)
        assert not sending.done()
        await staff.set_role(connection, 1, Role.EDITOR)
    assert (await sending).status == 403
    assert await house.told() == []
