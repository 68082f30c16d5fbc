"""Changing one's own password."""

from sqlalchemy import select

from storage import tables
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import ADMIN, PASSWORD, House

NEW = "Kastanien, Regen und ein Drehorgelspieler"


async def test_the_new_one_counts_and_other_sign_ins_end(house: House, admin: Browser) -> None:
    elsewhere = await house.enter(ADMIN)
    await admin.open("/admin/account")
    page = await admin.send("Passwort ändern", present=PASSWORD, new=NEW, again=NEW)
    assert page.said == "Ihr neues Passwort gilt ab jetzt. Andere Anmeldungen sind beendet."
    assert (await admin.open("/admin")).said == ""
    assert (await elsewhere.open("/admin")).heading == "Anmelden"
    assert (await (await house.sign_in(ADMIN, NEW)).open("/admin")).heading == "Übersicht"
    assert (await (await house.sign_in(ADMIN, PASSWORD)).open("/admin")).heading == "Anmelden"
    assert "Frau Berger | password changed |  | " in await house.told()


async def test_without_the_present_one_nothing_changes(house: House, admin: Browser) -> None:
    await admin.open("/admin/account")
    page = await admin.send("Passwort ändern", present="geraten", new=NEW, again=NEW)
    assert (page.status, page.mistakes) == (422, ["Das ist nicht Ihr jetziges Passwort."])
    page = await admin.send("Passwort ändern", present="", new="", again="")
    assert page.mistakes == [
        "Bitte geben Sie Ihr jetziges Passwort ein.",
        "Bitte geben Sie ein neues Passwort ein.",
        "Bitte geben Sie das neue Passwort noch einmal ein.",
    ]
    page = await admin.send("Passwort ändern", present=PASSWORD, new=NEW, again=NEW[1:])
    assert page.mistakes == ["Die beiden Passwörter sind nicht gleich."]
    assert (await house.sign_in(ADMIN)).page.heading == "Übersicht"


async def test_a_weak_one_is_refused_with_a_reason(admin: Browser) -> None:
    await admin.open("/admin/account")
    page = await admin.send("Passwort ändern", present=PASSWORD, new="Leitlinien2024!", again="x")
    assert page.mistakes == [
        "Dieses Passwort lässt sich leicht erraten. Gut sind mehrere Wörter, die nicht zusammengehören."
    ]


async def test_the_present_one_cannot_be_guessed_here_either(house: House, admin: Browser) -> None:
    await admin.open("/admin/account")
    for n in range(10):
        await admin.send("Passwort ändern", present=f"geraten {n}", new=NEW, again=NEW)
    page = await admin.send("Passwort ändern", present=PASSWORD, new=NEW, again=NEW)
    assert page.mistakes[0].startswith("Das waren zu viele Versuche.")


async def test_passwords_are_kept_as_argon2id_only(house: House, admin: Browser) -> None:
    await admin.open("/admin/account")
    await admin.send("Passwort ändern", present=PASSWORD, new=NEW, again=NEW)
    async with house.database.read() as connection:
        kept = [row[0] for row in await connection.exec_driver_sql("SELECT password FROM staff")]
        everything = [
            str((await connection.execute(select(tables.metadata.tables[name]))).all())
            for name in ("forms", "journal", "sessions", "throttles")
        ]
    assert all(password.startswith("$argon2id$") for password in kept)
    assert not any(word in text for text in everything for word in (NEW, PASSWORD, "Drehorgel"))
