"""How a screen looks on a web page: the JSON the outbox keeps, and the blocks a template draws; pure."""

import json
from pathlib import Path
from typing import Any

from bot.webchat import brought
from bot.webchat.blocks import blocks
from dialogs.engine import buttons
from dialogs.engine.screen import Button, Line, Screen, Style
from dialogs.talks.event_seats import UP
from dialogs.talks.survey_question import BACK, DECLINE, KEEP, PAUSE, SKIP
from dialogs.text import LANGUAGES, Content, Words
from locales.runs import Run
from locales.translator import HTML_CODES, Translator

Json = dict[str, Any]

TEMPLATES = Path(__file__).parent / "templates"
"""Where `screen.html` lies, whose macros `lines` and `rows` draw what `draw` returns, also in the preview."""

ONWARD = ("understood", "start", "hand_in", "done", "next", "more")
"""Values of the buttons that lead on: they stand out."""

SIGN_UP = f".{UP}"
"""The end of the door that signs somebody up."""

AROUND = (BACK, PAUSE, SKIP, DECLINE, KEEP)
"""Values of the ways around a question: they stand back behind its choices."""


def show(screen: Screen, translator: Translator) -> str:
    """The screen as JSON."""
    return json.dumps(body(screen, translator), ensure_ascii=False, separators=(",", ":"))


def body(screen: Screen, translator: Translator) -> Json:
    """The screen's lines as runs, its rows of buttons, what it asks for, its language.

    Files are not brought along here: a link leads to where they are given out.
    """
    way = _way_on(screen)
    rows = [
        [_button(button, translator, way) for button in row if brought.works_here(button)]
        for row in screen.rows
    ]
    told = {
        "language": translator.language,
        "lines": [_line(line, translator) for line in screen.lines],
        "rows": brought.rows(screen, translator) + rows,
        "asks": screen.asks.value,
    }
    pictures = brought.pictures(screen, translator)
    return {**told, "pictures": pictures} if pictures else told


def _line(line: Line, translator: Translator) -> Json:
    told: Json = {"style": line.style.value, "runs": [_run(run) for run in translator.runs(line.text)]}
    other = _other_language(line.text, translator.language)
    return {**told, "lang": other} if other else told


def _run(run: Run) -> Json:
    """The text and those formats that are on."""
    formats = {
        "bold": run.bold,
        "italic": run.italic,
        "quote": run.quote,
        "code": run.code,
        "link": run.link,
    }
    return {"text": run.text, **{name: value for name, value in formats.items() if value}}


def _other_language(words: Words, wanted: str) -> str:
    """The code of the language a text of staff fell back to, so that it is read aloud right."""
    if not isinstance(words, Content) or words.texts.get(wanted, "").strip():
        return ""
    there = (language for language in (LANGUAGES[0], *words.texts) if words.texts.get(language, "").strip())
    return HTML_CODES.get(next(there, ""), "")


def _way_on(screen: Screen) -> str:
    """The code of the only door into a section, if it stands first and alone: most people go on there."""
    first = [button.code for row in screen.rows[:1] for button in row]
    doors = [b.code for row in screen.rows for b in row if b.code.startswith(buttons.door("section"))]
    return doors[0] if len(doors) == 1 and first == doors else ""


def _button(button: Button, translator: Translator, way: str) -> Json:
    look = "onward" if button.code == way else _look(button)
    told: Json = {"label": translator.plain(brought.label_of(button)), "code": button.code, "look": look}
    if href := brought.href_of(button.brings, translator.language):
        told["href"] = href
    return told if button.chosen is None else {**told, "chosen": button.chosen}


def _look(button: Button) -> str:
    """How a button stands on the page: onward, around, a door, a change of an answer, or a choice."""
    kind, _, value = button.code.partition(":")
    if kind == "d":
        if value.endswith(SIGN_UP):
            return "onward"
        # Behind a dot it says what it does at once: then it leads nowhere.
        return "choice" if "." in value else "door"
    if value in ONWARD:
        return "onward"
    if value.startswith("edit."):
        return "edit"
    return "around" if value in AROUND else "choice"


def read(stored: str) -> Json:
    """The body that `show` wrote."""
    found: Json = json.loads(stored)
    return found


_PLAIN_RUN: Json = {"bold": False, "italic": False, "quote": False, "code": False, "link": ""}
_PLAIN_BUTTON: Json = {"chosen": None, "href": None}


def draw(body: Json, *, is_new: bool = False) -> Json:
    """What the template draws: lines in blocks, neighbouring entries of a list in one; rows of buttons.

    A button may have got an `href`, which makes it a link; `is_new` marks what nobody has asked for.
    """
    lines = (
        {"lang": "", **line, "runs": [{**_PLAIN_RUN, **run} for run in line["runs"]]}
        for line in body["lines"]
    )
    return {
        "lang": HTML_CODES[body["language"]],
        "blocks": list(blocks(lines)),
        "pictures": body.get("pictures", []),
        "rows": [[{**_PLAIN_BUTTON, **button} for button in row] for row in body["rows"]],
        "asks": body["asks"],
        "is_new": is_new,
    }


def title_of(body: Json) -> str:
    """The words of the first title, for the browser's tab."""
    for line in body["lines"]:
        if line["style"] == Style.TITLE:
            return "".join(run["text"] for run in line["runs"])
    return ""


def label_of(body: Json, code: str) -> str:
    """What stands on the button with this code, if the screen has it."""
    return next((b["label"] for row in body["rows"] for b in row if b["code"] == code), "")
