"""Lets staff in from the command line: an invitation, or a link to choose a new password."""

from datetime import UTC, datetime

import click

from stadtdialog_start import open_database
from storage import journal, links, staff
from storage.links import Purpose
from storage.settings import Settings
from storage.staff import Role

LONGEST_NAME = 60
BY = "Kommandozeile"
"""Under this name the journal keeps what is done here."""


def address_for_links(settings: Settings, in_demo: bool) -> tuple[Settings, str]:
    """Whose database is meant, and the address under which its admin page is reached."""
    if not in_demo:
        return settings, settings.public_url or f"http://{settings.host}:{settings.port}"
    from stadtdialog_demo import demo_settings, last_address

    settings = demo_settings(settings)
    return settings, last_address(settings)


async def invite(settings: Settings, name: str, role: Role | None, now: datetime | None = None) -> str:
    """Makes the link by which somebody joins, and returns its token; the first one always joins as admin.

    Raises ClickException with a sentence if the name cannot be had.
    """
    now = now or datetime.now(UTC)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise click.ClickException(f"A name has 1 to {LONGEST_NAME} letters.")
    async with open_database(settings) as database, database.write() as connection:
        if await staff.find_by_name(connection, name):
            raise click.ClickException(
                f"{name} has an account already. A new link: stadtdialog user link NAME"
            )
        first = not await staff.count_members(connection)
        role = Role.ADMIN if first else role or Role.EDITOR
        token = await links.make_link(connection, Purpose.INVITATION, name, role, now)
        await journal.write(connection, BY, "invited", name, role, now)
    return token


async def renew(settings: Settings, name: str, now: datetime | None = None) -> str:
    """Makes the link by which somebody chooses a new password, and returns its token.

    Raises ClickException with a sentence if there is nobody of that name.
    """
    now = now or datetime.now(UTC)
    async with open_database(settings) as database, database.write() as connection:
        member = await staff.find_by_name(connection, " ".join(name.split()))
        if member is None:
            names = ", ".join(m.name for m in await staff.list_members(connection)) or "nobody yet"
            raise click.ClickException(f"Nobody is called {name!r}. There is: {names}.")
        if not member.active:
            raise click.ClickException(
                f"{member.name} is shut out. An admin can change that on the admin page."
            )
        token = await links.make_link(connection, Purpose.NEW_PASSWORD, member.name, member.role, now)
        await journal.write(connection, BY, "password link made", member.name, "", now)
    return token
