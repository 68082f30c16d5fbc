"""Letting staff in from the command line: one-time links, and a line in the journal."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import Result

from stadtdialog_start import open_database
from storage import journal, links, staff
from storage.links import Link, Purpose
from storage.settings import Settings, read_settings
from storage.staff import Role

Command = Callable[..., Result]


async def find(address: str) -> Link | None:
    async with open_database(read_settings()) as database, database.read() as connection:
        return await links.find_link(connection, address.strip().rpartition("/")[2], datetime.now(UTC))


async def join(name: str, role: Role = Role.ADMIN, active: bool = True) -> None:
    async with open_database(read_settings()) as database, database.write() as connection:
        member = await staff.add_member(connection, name, role, "no hash", datetime.now(UTC))
        assert member
        await staff.set_active(connection, member.id, active)


async def read_journal(settings: Settings) -> list[tuple[str, str, str, str]]:
    async with open_database(settings) as database, database.read() as connection:
        entries = await journal.list_entries(connection, "", (), 10, 0)
    return [(one.staff, one.action, one.item, one.details) for one in entries]


def test_the_first_one_joins_as_admin_by_a_link(stadtdialog: Command) -> None:
    told = stadtdialog("user", "add", " Frau   Berger ")
    assert told.exit_code == 0
    assert told.stdout.startswith("http://127.0.0.1:8080/admin/link/")
    assert told.stderr == "Works once, within 30 minutes.\n"
    link = asyncio.run(find(told.stdout))
    assert link
    assert (link.purpose, link.name, link.role) == (Purpose.INVITATION, "Frau Berger", Role.ADMIN)
    assert asyncio.run(read_journal(read_settings())) == [
        ("Kommandozeile", "invited", "Frau Berger", "admin")
    ]


@pytest.mark.parametrize(
    ("words", "role"), [([], Role.EDITOR), *((["--role", role.value], role) for role in Role)]
)
def test_further_ones_join_as_what_was_said(stadtdialog: Command, words: list[str], role: Role) -> None:
    stadtdialog("migrate")
    asyncio.run(join("Frau Berger"))
    told = stadtdialog("user", "add", "Herr Weber", *words)
    link = asyncio.run(find(told.stdout))
    assert link
    assert link.role is role


def test_a_link_leads_to_the_public_address(stadtdialog: Command) -> None:
    told = stadtdialog(
        "user", "add", "Frau Berger", env={"STADTDIALOG_PUBLIC_URL": "https://dialog.example.org"}
    )
    assert told.stdout.startswith("https://dialog.example.org/admin/link/")


@pytest.mark.parametrize("name", [" ", "x" * 61, "Frau\x00Berger"])
def test_a_name_can_be_read(stadtdialog: Command, name: str) -> None:
    told = stadtdialog("user", "add", name)
    assert (told.exit_code, told.stderr) == (1, "Error: A name has 1 to 60 letters.\n")


def test_who_is_there_is_not_invited_again(stadtdialog: Command) -> None:
    stadtdialog("migrate")
    asyncio.run(join("Frau Berger"))
    told = stadtdialog("user", "add", "frau berger")
    assert told.exit_code == 1
    assert (
        told.stderr == "Error: frau berger has an account already. A new link: stadtdialog user link NAME\n"
    )


def test_a_forgotten_password_is_chosen_anew(stadtdialog: Command) -> None:
    stadtdialog("migrate")
    asyncio.run(join("Frau Berger", Role.EDITOR))
    told = stadtdialog("user", "link", "frau  berger")
    link = asyncio.run(find(told.stdout))
    assert link
    assert (link.purpose, link.name, link.role) == (Purpose.NEW_PASSWORD, "Frau Berger", Role.EDITOR)
    assert asyncio.run(read_journal(read_settings())) == [
        ("Kommandozeile", "password link made", "Frau Berger", "")
    ]


def test_nobody_gets_a_link_for_nobody(stadtdialog: Command) -> None:
    told = stadtdialog("user", "link", "Frau Berger")
    assert (told.exit_code, told.stderr) == (
        1,
        "Error: Nobody is called 'Frau Berger'. There is: nobody yet.\n",
    )
    asyncio.run(join("Herr Weber"))
    assert stadtdialog("user", "link", "Frau Berger").stderr.endswith("There is: Herr Weber.\n")


def test_who_is_shut_out_stays_out(stadtdialog: Command) -> None:
    stadtdialog("migrate")
    asyncio.run(join("Herr Weber", active=False))
    told = stadtdialog("user", "link", "Herr Weber")
    assert told.exit_code == 1
    assert told.stderr == "Error: Herr Weber is shut out. An admin can change that on the admin page.\n"


def test_the_demo_has_people_of_its_own(stadtdialog: Command) -> None:
    told = stadtdialog("user", "add", "Frau Berger", "--demo")
    assert told.stdout.startswith("http://127.0.0.1:8080/admin/link/")
    assert asyncio.run(find(told.stdout)) is None
