"""How a screen looks on Telegram: entities, keyboard, and long texts in several messages."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.channel import TelegramChannel
from bot.telegram.show import LONGEST, LONGEST_LABEL, addressed, parts, units
from dialogs.engine.screen import Button, Line, Screen, Style, hint, item, note, title
from dialogs.text import Content, Words, _
from locales.translator import translator

Json = dict[str, Any]

SPEAKER = translator("de", ZoneInfo("Europe/Berlin"))


def plain(text: str) -> Words:
    """Words of staff, shown letter by letter."""
    return Content({"de": text})


def shown(*lines: Line, rows: tuple[tuple[Button, ...], ...] = ()) -> list[Json]:
    """The messages of a screen."""
    return [json.loads(part) for part in parts(TelegramChannel().show(Screen(lines, rows), SPEAKER))]


def marked(message: Json) -> list[tuple[str, str]]:
    """Each entity's kind and the text it covers; fails if a border lies inside a character."""
    text = message["text"].encode("utf-16-le")
    return [
        (
            entity["type"],
            text[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le"),
        )
        for entity in message.get("entities", [])
    ]


def test_every_style_has_its_look() -> None:
    [message] = shown(
        note(_("Gespeichert.")),
        title(plain("Frage 😀")),
        Line(plain("Ein Text")),
        item(plain("eins")),
        item(plain("zwei")),
        hint(plain("leise")),
        Line(plain("K7M3Q"), Style.CODE),
    )
    assert message["text"] == ("Gespeichert.\n\nFrage 😀\n\nEin Text\n\n• eins\n• zwei\n\nleise\n\nK7M3Q")
    assert marked(message) == [("bold", "Frage 😀"), ("italic", "leise"), ("code", "K7M3Q")]


def test_what_staff_wrote_in_markdown_becomes_entities() -> None:
    [message] = shown(
        Line(Content({"de": "Ein **Wort**, *eins*, [mehr](https://example.org)\n\n> Zitat"}, rich=True))
    )
    assert marked(message) == [
        ("bold", "Wort"),
        ("italic", "eins"),
        ("text_link", "mehr"),
        ("blockquote", "Zitat"),
    ]
    assert message["entities"][2]["url"] == "https://example.org"


def test_an_entity_ends_before_white_space_and_is_left_out_where_nothing_is_left() -> None:
    assert marked(shown(title(plain("Frage \n")))[0]) == [("bold", "Frage")]
    assert "entities" not in shown(title(plain(" ")), Line(plain("Text")))[0]


def test_the_keyboard() -> None:
    [message] = shown(
        Line(plain("Was?")),
        rows=(
            (Button(plain("Grün"), "a", chosen=True), Button(plain("Blau"), "b", chosen=False)),
            (Button(plain("x" * 200), "c"), Button(plain(""), "d")),
        ),
    )
    assert message["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "✓ Grün", "callback_data": "a"}, {"text": "Blau", "callback_data": "b"}],
            [{"text": "x" * LONGEST_LABEL, "callback_data": "c"}, {"text": "…", "callback_data": "d"}],
        ]
    }


@pytest.mark.parametrize("lines", [(), (Line(plain(" \n ")),)])
def test_a_screen_without_words_still_has_a_text(lines: tuple[Line, ...]) -> None:
    assert [message["text"].strip() for message in shown(*lines)] in ([""], ["…"])


def test_only_the_last_part_of_a_long_text_has_buttons() -> None:
    text = f"{'a ' * 1500}\n\n{'b ' * 1500}"
    messages = shown(Line(plain(text)), rows=((Button(plain("Ja"), "j"),),))
    assert [message["text"].split() for message in messages] == [["a"] * 1500, ["b"] * 1500]
    assert ["reply_markup" in message for message in messages] == [False, True]


@pytest.mark.parametrize("mark", ["\n\n", "\n", " "])
def test_where_a_long_line_is_cut(mark: str) -> None:
    text = "x" * 3000 + mark + "y" * 3000
    assert [message["text"] for message in shown(Line(plain(text)))] == ["x" * 3000, "y" * 3000]


def test_a_word_without_end_is_cut_between_characters() -> None:
    assert [units(message["text"]) for message in shown(title(plain("x" + "😀" * 3000)))] == [4095, 1906]


PIECES = st.lists(
    st.tuples(
        st.sampled_from(Style),
        st.sampled_from(("ein Satz. ", "Bäume\n", "😀", "👩‍👩‍👧 ", "ab\n\n", "ohneeinende")),
        st.integers(1, 900),
    ),
    min_size=1,
    max_size=5,
)


@given(PIECES)
def test_parts_keep_every_letter_and_fit(pieces: list[tuple[Style, str, int]]) -> None:
    lines = [Line(plain(text * times), style) for style, text, times in pieces]
    messages = shown(*lines)
    whole = "".join(("• " if style is Style.ITEM else "") + text * times for style, text, times in pieces)
    assert "".join("".join(message["text"] for message in messages).split()) == "".join(whole.split())
    for message in messages:
        assert 0 < units(message["text"].strip()) <= units(message["text"]) <= LONGEST
        for _kind, covered in marked(message):
            assert covered == covered.rstrip() != ""


@given(st.text(max_size=50))
def test_units_are_those_of_utf_16(text: str) -> None:
    assert units(text) == sum(2 if ord(char) > 0xFFFF else 1 for char in text)


@given(st.text(max_size=50))
def test_a_part_is_one_line_and_takes_its_address(text: str) -> None:
    [part] = parts(TelegramChannel().show(Screen((Line(plain(f"x{text}")),)), SPEAKER))
    payload = json.loads(addressed(part, chat_id=7, message_id=5))
    assert payload == {"chat_id": 7, "message_id": 5, **json.loads(part)}
