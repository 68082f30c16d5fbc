"""The command line: puts the rooms together. Everything heavy is imported by the command that needs it."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
import uvloop

if TYPE_CHECKING:
    from storage.settings import Settings


LOADING = 20_000
"""New objects between two looks for lost cycles: nearly all that is made while programs are loaded stays, and
looking as often as Python does by itself costs a sixth of a start."""


class Sentence(click.ClickException):
    """An end that needs no more than one sentence."""

    def show(self, file: IO[Any] | None = None) -> None:
        """The sentence and nothing else; what looks like a token never gets out."""
        from stadtdialog_log import BLANK, TOKEN

        click.echo(TOKEN.sub(BLANK, self.message), file=file, err=file is None)


class SettingSentence(Sentence):
    """A setting is wrong: starting again as it is will not help, and the exit code says so."""

    exit_code = 2


class Commands(click.Group):
    """The commands; whatever ends one of them is told in a sentence, and a bug in the log as well."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        gc.set_threshold(LOADING)
        from stadtdialog_log import configure

        # From the first moment: what logs errors without being told how shows all there is, secrets included.
        configure("text", quiet=True)
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt):
            raise
        except Exception as error:
            raise _sentence(error) from None


def _sentence(error: Exception) -> Sentence:
    from stadtdialog_start import CannotStart
    from stadtdialog_web import PortTaken
    from storage.pseudonyms import WrongKey
    from storage.settings import WrongSetting
    from storage.trouble import Unavailable

    if isinstance(error, WrongSetting):
        return SettingSentence(str(error))
    if isinstance(error, CannotStart | PortTaken | WrongKey | Unavailable):
        return Sentence(str(error))
    import structlog

    structlog.get_logger().critical("ended by a mistake in the program", exc_info=error)
    return Sentence("This is a mistake in Stadtdialog itself. The lines above say where it happened.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="stadtdialog", message="%(version)s")
def main() -> None:
    """A city hears its people in a chat.

    Settings come from the environment and from a file .env; .env.example lists all of them.
    """


def _settings(*, quiet: bool = False) -> "Settings":
    """The settings, with the log set up as they say; `quiet` leaves warnings only."""
    from stadtdialog_log import configure
    from storage.settings import read_settings

    settings = read_settings()
    configure(settings.log_format, quiet=quiet)
    return settings


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    # uvloop does the same work on the network with a quarter less processor time.
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def _starting(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the option every start has."""
    return click.option(
        "--migrate/--no-migrate", default=True, help="Bring the tables up to date first (the default)."
    )(command)


@main.command()
@click.option("--new", is_flag=True, help="Begin afresh: delete what the demo has stored.")
def demo(new: bool) -> None:
    """Try everything with a sample city: no token, no set-up."""
    from stadtdialog_demo import begin_afresh, demo_settings, run_demo
    from stadtdialog_start import alone_with

    settings = demo_settings(_settings(quiet=True))
    if new:
        begin_afresh(settings)
    with alone_with(settings):
        _run(run_demo(settings))


@main.command()
@_starting
def run(migrate: bool) -> None:
    """Run everything in one process: bot, web chat and admin page."""
    _serve(admin=True, migrate=migrate)


@main.command()
@_starting
def bot(migrate: bool) -> None:
    """Run the citizens' door alone: Telegram (if a token is set) and web chat."""
    _serve(admin=False, migrate=migrate)


def _serve(*, admin: bool, migrate: bool) -> None:
    from stadtdialog_start import alone_with

    settings = _settings()
    with alone_with(settings):
        # Imported here: a second process is refused before it has loaded everything.
        from stadtdialog_live import run_town

        _run(run_town(settings, admin=admin, may_migrate=migrate))


@main.command()
@_starting
def admin(migrate: bool) -> None:
    """Run the admin page alone, without the bot's secrets."""
    from stadtdialog_live import run_admin

    _run(run_admin(_settings(), may_migrate=migrate))


@main.command()
def migrate() -> None:
    """Bring the tables of the database up to date."""
    from stadtdialog_start import prepare_folders
    from storage.migrate import migrate as bring_up_to_date
    from storage.migrate import pending

    settings = _settings()
    url = settings.database_url.get_secret_value()
    prepare_folders(settings)
    for revision in pending(url):
        click.echo(revision)
    click.echo("The tables are up to date now." if bring_up_to_date(url) else "There was nothing to do.")


_FILE = click.Path(path_type=Path, dir_okay=False)


@main.command("import")
@click.argument("file", type=_FILE)
@click.option(
    "--shift-to-now", is_flag=True, help="Move all dates so that what the file holds is open today."
)
def import_(file: Path, shift_to_now: bool) -> None:
    """Read a city from FILE (YAML). What staff have changed since becomes no worse than a draft."""
    from stadtdialog_files import import_file

    _run(import_file(_settings(), file, shift_to_now))


@main.command()
@click.argument("what", type=click.Choice(["survey", "comments", "sections", "synopsis"]))
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("-o", "--output", type=_FILE, help="A file instead of stdout.")
def export(what: str, slug: str, form: str, output: Path | None) -> None:
    """Take results out: all answers to the survey SLUG; or of the guideline SLUG all comments, the counts of
    its sections, or its synopsis, which is always a spreadsheet (XLSX)."""
    from stadtdialog_files import export_file

    _run(export_file(_settings(quiet=True), what, slug, form, output))


@main.command()
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Copy the database to FILE while everything runs. Keep a copy of the key file elsewhere."""
    from stadtdialog_files import back_up

    back_up(_settings(), file)


@main.command()
@click.argument("file", type=_FILE)
@click.option(
    "--overwrite", is_flag=True, help="Even if there is a database; a SQLite file is then kept aside."
)
def restore(file: Path, overwrite: bool) -> None:
    """Put a backup FILE in the place of the database. Stadtdialog must not be running."""
    from stadtdialog_files import bring_back

    bring_back(_settings(), file, overwrite)


@main.command()
def settle() -> None:
    """Finish what the own tools of a database have restored. Stadtdialog must not be running."""
    from stadtdialog_files import settle_down

    settle_down(_settings())


@main.group()
def user() -> None:
    """Let staff in."""


_in_demo = click.option("--demo", "in_demo", is_flag=True, help="In the demo's database.")


@user.command("add")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["viewer", "moderator", "editor", "admin"]),
    default="editor",
    show_default=True,
)
@_in_demo
def user_add(name: str, role: str, in_demo: bool) -> None:
    """Make a one-time link by which NAME joins. The first one always joins as admin."""
    from stadtdialog_people import address_for_links, invite
    from stadtdialog_web import link_to
    from storage.staff import Role

    settings, address = address_for_links(_settings(), in_demo)
    click.echo(link_to(address, _run(invite(settings, name, Role(role)))))
    _tell_lifetime()


@user.command("link")
@click.argument("name")
@_in_demo
def user_link(name: str, in_demo: bool) -> None:
    """Make a one-time link by which NAME chooses a new password."""
    from stadtdialog_people import address_for_links, renew
    from stadtdialog_web import link_to

    settings, address = address_for_links(_settings(), in_demo)
    click.echo(link_to(address, _run(renew(settings, name))))
    _tell_lifetime()


def _tell_lifetime() -> None:
    from storage.links import LIFETIME

    click.echo(f"Works once, within {LIFETIME.seconds // 60} minutes.", err=True)


@main.command()
@click.option(
    "--start", "link", default="", metavar="PAYLOAD", help="Follow a link such as survey-beteiligung."
)
@click.option("--sample", is_flag=True, help="Talk about the sample city; nothing is kept.")
def talk(link: str, sample: bool) -> None:
    """Hold a conversation in this terminal."""
    from stadtdialog_talk import talk as hold

    hold(_settings(quiet=True), link, sample)


@main.command()
def doctor() -> None:
    """Look at everything a running town needs, and say what to do."""
    from stadtdialog_doctor import examine

    async def tell() -> bool:
        well = True
        async for finding in examine():
            click.echo(str(finding))
            well = well and finding.is_well
        return well

    if not _run(tell()):
        raise click.exceptions.Exit(1)


if __name__ == "__main__":
    main()
