"""How a screen becomes what the outbox keeps, and what a template draws."""

import json
from zoneinfo import ZoneInfo

from bot.webchat import show
from dialogs.engine import buttons
from dialogs.engine.screen import Asks, Button, Line, Screen, Style, door, hint, item, note, title
from dialogs.text import Content, Quote, _
from locales.translator import translator

BERLIN = ZoneInfo("Europe/Berlin")
AT = buttons.mark("survey", "x", 1, "q.a")


def step(value: str, chosen: bool | None = None) -> Button:
    return Button(Quote(value), buttons.step(AT, value), chosen)


SCREEN = Screen(
    lines=(
        note(_("Gespeichert.")),
        title(Content({"de": "Frage <1>"})),
        Line(Content({"de": "Ein **Wort**, [mehr](https://example.org)"}, rich=True)),
        item(Quote("eins")),
        item(Quote("zwei")),
        hint(_("Bitte wählen Sie.")),
        Line(Quote("K7M3Q"), Style.CODE),
        item(Quote("am Ende")),
    ),
    rows=(
        (step("a.rot", chosen=True), step("a.blau", chosen=False)),
        (step("done"),),
        (step("edit.alter"), step("back"), door(_("Menü"), "menu")),
    ),
    asks=Asks.NUMBER,
)


def test_a_screen_survives_the_outbox() -> None:
    speaker = translator("de", BERLIN)
    stored = show.show(SCREEN, speaker)
    assert show.read(stored) == show.body(SCREEN, speaker)
    assert json.loads(stored)["language"] == "de"


def test_lines_become_blocks_and_neighbours_of_a_list_one() -> None:
    drawn = show.draw(show.body(SCREEN, translator("de", BERLIN)))
    assert [block["style"] for block in drawn["blocks"]] == [
        "note",
        "title",
        "body",
        "list",
        "hint",
        "code",
        "list",
    ]
    assert len(drawn["blocks"][3]["entries"]) == 2
    [_ein, wort, _komma, mehr] = drawn["blocks"][2]["runs"]
    assert (wort["text"], wort["bold"], wort["link"]) == ("Wort", True, "")
    assert (mehr["text"], mehr["bold"], mehr["link"]) == ("mehr", False, "https://example.org")
    assert (drawn["asks"], drawn["lang"]) == ("number", "de")


def plain(runs: list[show.Json]) -> str:
    return "".join(run["text"] for run in runs)


def test_lists_within_a_text_are_lists_on_the_page() -> None:
    words = """Davor, *hier*:

- **Eins:** zuerst
- zwei,
  und mehr

Dazwischen
in zwei Zeilen.

1. Zahlen bleiben

- am Ende
"""
    screen = Screen((Line(Content({"de": words}, rich=True)), Line(Content({"de": "- allein"}, rich=True))))
    blocks = show.draw(show.body(screen, translator("de", BERLIN)))["blocks"]
    assert [
        [plain(entry["runs"]) for entry in block["entries"]]
        if block["style"] == "points"
        else plain(block["runs"])
        for block in blocks
    ] == [
        "Davor, hier:",
        ["Eins: zuerst", "zwei,\nund mehr"],
        "Dazwischen\nin zwei Zeilen.\n1. Zahlen bleiben",
        ["am Ende"],
        ["allein"],
    ]
    assert [run["bold"] for run in blocks[1]["entries"][0]["runs"]] == [True, False]


def test_paragraphs_of_a_text_stand_apart_like_all_blocks() -> None:
    screen = Screen((Line(_("Sie schrieben: {words}", words=Quote("Mehr Bänke.\nViele!\n\n\nBitte."))),))
    blocks = show.draw(show.body(screen, translator("de", BERLIN)))["blocks"]
    assert [plain(block["runs"]) for block in blocks] == ["Sie schrieben: Mehr Bänke.\nViele!", "Bitte."]


def test_a_door_that_does_something_does_not_look_like_a_way() -> None:
    rows = tuple((door(_("Anmelden"), "event", item),) for item in ("garten", "garten.up", "garten.down"))
    drawn = show.body(Screen((), rows), translator("de", BERLIN))
    assert [button["look"] for row in drawn["rows"] for button in row] == ["door", "onward", "choice"]


def test_the_way_into_a_section_stands_out_if_it_is_the_only_one() -> None:
    def looks(*rows: tuple[Button, ...]) -> list[str]:
        drawn = show.body(Screen((), rows), translator("de", BERLIN))
        return [button["look"] for row in drawn["rows"] for button in row]

    one, other = (door(_("Anfangen"), "section", f"x-{number}") for number in (1, 2))
    menu = door(_("Menü"), "menu")
    assert looks((one,), (menu,)) == ["onward", "door"]
    assert looks((one,), (other,)) == ["door", "door"]
    assert looks((menu,), (one,)) == ["door", "door"]
    assert looks((one, menu)) == ["door", "door"]


def test_buttons_look_like_what_they_do() -> None:
    drawn = show.draw(show.body(SCREEN, translator("de", BERLIN)))
    looks = [[(button["look"], button["chosen"]) for button in row] for row in drawn["rows"]]
    assert looks == [
        [("choice", True), ("choice", False)],
        [("onward", None)],
        [("edit", None), ("around", None), ("door", None)],
    ]


def test_a_text_that_fell_back_names_its_language() -> None:
    body = show.body(SCREEN, translator("en", BERLIN))
    assert [line.get("lang") for line in body["lines"][:3]] == [None, "de", "de"]
    assert show.draw(show.body(SCREEN, translator("de@simple", BERLIN)))["lang"] == "de-simple"


def test_titles_and_labels_are_found_again() -> None:
    body = show.body(SCREEN, translator("de", BERLIN))
    assert show.title_of(body) == "Frage <1>"
    assert show.label_of(body, buttons.step(AT, "done")) == "done"
    assert show.label_of(body, "s00000000:done") == ""
    empty = show.body(Screen((Line(_("Nur ein Satz.")),)), translator("de", BERLIN))
    assert show.title_of(empty) == ""
