"""A conversation in a terminal: the real dialogs, a real database, numbers to press."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import Result

from bot.terminal import CHANNEL, Conversation, Json, TerminalChannel, draw, read_line
from bot.town import Town
from dialogs.engine.heard import Called, Chose, Said, Unclear
from dialogs.engine.screen import Asks, Button, Screen, hint, item, note, title
from dialogs.text import Content, Quote, _
from locales.translator import Translator
from stadtdialog_demo import import_sample
from stadtdialog_start import open_town
from storage.settings import Settings

Command = Callable[..., Result]

SAYS = Translator("de", Settings().timezone)


def shown(screen: Screen) -> Json:
    body: Json = json.loads(TerminalChannel().show(screen, SAYS))
    return body


SCREEN = Screen(
    (
        note(_("Gespeichert.")),
        title(Content({"de": "Welche Themen sind Ihnen wichtig?"})),
        item(Content({"de": "**Fett** und ein [Verweis](https://example.org)"}, rich=True)),
        hint(Quote("zwei\nZeilen\x1b[31m")),
    ),
    (
        (Button(Content({"de": "Grün"}), "s12345678:gruen", chosen=True),),
        (Button(Content({"de": "Verkehr"}), "s12345678:verkehr", chosen=False),),
        (Button(_("Zum Menü"), "d:menu:"),),
    ),
)


def test_a_screen_is_drawn_with_numbers_to_press() -> None:
    assert draw(shown(SCREEN), 40) == (
        "» Gespeichert.\n\n"
        "Welche Themen sind Ihnen wichtig?\n"
        "=================================\n\n"
        "- Fett und ein Verweis\n"
        "  (https://example.org)\n\n"
        "zwei\nZeilen[31m\n\n"
        "   1  [x] Grün\n"
        "   2  [ ] Verkehr\n"
        "   3  Zum Menü"
    )


def test_a_screen_without_choices_is_its_text() -> None:
    assert draw(shown(Screen((title(Content({"de": "Ende"})),))), 40) == "Ende\n===="


@pytest.mark.parametrize(
    ("line", "body"), [("1", {"code": "s12345678:gruen"}), (" 3 ", {"code": "d:menu:"}), ("4", {"text": "4"})]
)
def test_a_number_presses_and_everything_else_is_said(line: str, body: Json) -> None:
    assert read_line(line, shown(SCREEN)) == body


def test_where_a_number_is_the_answer_letters_press() -> None:
    screen = Screen(SCREEN.lines, SCREEN.rows, Asks.NUMBER)
    assert draw(shown(screen), 40).endswith("   a  [x] Grün\n   b  [ ] Verkehr\n   c  Zum Menü")
    assert read_line("1", shown(screen)) == {"text": "1"}
    assert read_line("B", shown(screen)) == {"code": "s12345678:verkehr"}


def test_before_the_first_screen_everything_is_said() -> None:
    assert read_line("1", None) == {"text": "1"}


@pytest.mark.parametrize(
    ("body", "heard"),
    [
        ({"start": "survey-beteiligung"}, Called("survey", "beteiligung")),
        ({"code": "s12345678:gruen"}, Chose("12345678", "gruen")),
        ({"text": " Mehr Bäume\x00 "}, Said(" Mehr Bäume ")),
        ({"text": " \u200b"}, Unclear("empty")),
        ({"text": "/Menu"}, Called("menu")),
        ({"text": "/nix"}, Unclear("command")),
    ],
)
def test_what_a_line_means(body: Json, heard: object) -> None:
    envelope = TerminalChannel().hear({**body, "address": "here"}, datetime.now(UTC))
    assert (envelope.address, envelope.heard) == ("here", heard)


def words(screens: list[Json]) -> str:
    return "\n".join(text for screen in screens for _style, text in screen["lines"])


async def begin(town: Town) -> Conversation:
    """Somebody who has begun the survey."""
    conversation = Conversation(town, "somebody")
    assert "Guten Tag!" in words(await conversation.open("survey-beteiligung"))
    await conversation.say("1")
    assert "Frage 1 von 9" in words(await conversation.say("1"))
    return conversation


async def test_a_survey_is_filled_in_and_gone_on_with_later() -> None:
    settings = Settings()
    async with open_town(settings) as town:
        await import_sample(town.database, settings.timezone)
        conversation = await begin(town)
        assert "Frage 2 von 9" in words(await conversation.say("1"))
    async with open_town(settings) as town:
        later = Conversation(town, "somebody")
        assert "Frage 2" in words(await later.open())
        other = Conversation(town, "somebody else")
        assert "Guten Tag!" in words(await other.open())


async def test_nothing_is_left_waiting_for_a_sender() -> None:
    settings = Settings()
    async with open_town(settings) as town:
        await import_sample(town.database, settings.timezone)
        await begin(town)
        async with town.database.read() as connection:
            states = await connection.exec_driver_sql("SELECT DISTINCT channel, state FROM outbox")
            assert [tuple(row) for row in states.all()] == [(CHANNEL, "sent")]


def test_a_conversation_at_the_keyboard(stadtdialog: Command) -> None:
    told = stadtdialog(
        "talk", "--sample", "--start", "survey-beteiligung", input="1\n1\n1\n/ende\nnie gelesen\n"
    )
    assert told.exit_code == 0
    assert "   1  Verstanden, weiter\n" in told.stdout
    assert "Frage 2 von 9" in told.stdout
    assert told.stdout.startswith("/ende beendet das Gespräch.\n")
    assert told.stderr == ""


def test_a_conversation_ends_with_the_input_and_goes_on_later(stadtdialog: Command) -> None:
    assert stadtdialog("talk", input="1\n").stdout.count("Was möchten Sie tun?") == 1
    told = stadtdialog("talk", input="")
    assert (told.exit_code, "Was möchten Sie tun?" in told.stdout) == (0, True)
