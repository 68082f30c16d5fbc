"""Signs and letters that deceive are told from those that belong to how people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.city.visible import DIRECTIONS, Kind, reveal


def is_deceptive(text: str) -> bool:
    """Whether anything in a text is shown as not what it seems."""
    return any(piece.kind is not Kind.PLAIN for piece in reveal(text))


def told(text: str) -> list[tuple[str, str]]:
    """What is remarkable in a text."""
    return [(piece.code, piece.kind.value) for piece in reveal(text) if piece.kind is not Kind.PLAIN]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bild \u202egnp.exe", [("U+202E", "direction")]),
        ("a\u2066b\u2069c", [("U+2066", "direction"), ("U+2069", "direction")]),
        ("\u200fRadweg\u061c", [("U+200F", "direction"), ("U+061C", "direction")]),
        ("Rad\u200bweg", [("U+200B", "unseen")]),
        ("l\u200dl \u200c", [("U+200D", "unseen"), ("U+200C", "unseen")]),
        ("\ufeff\u3164", [("U+FEFF", "unseen"), ("U+3164", "unseen")]),
        ("\u2800\ufe0f", [("U+2800", "unseen"), ("U+FE0F", "unseen")]),
        ("\U000e0067eheim", [("U+E0067", "unseen")]),
        ("K\u0430iserslautern", [("U+0430", "alike")]),
        ("М\u006fсква", [("U+006F", "alike")]),
        ("B\u03bfrgen und \u0391lles", [("U+03BF", "alike"), ("U+0391", "alike")]),
        ("\U0001d405rei, ｗide", [("U+1D405", "alike"), ("U+FF57", "alike")]),
    ],
    ids=ascii,
)  # fmt: skip
def test_what_deceives(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected
    assert is_deceptive(text)


@pytest.mark.parametrize(
    "text",
    [
        "Straße, Müller, „Bänke“ – Donau\xaddampfschiff · Stadt·rat … 30 °C, 5 kΩ, 10 μm, x², 1ª",
        "👨‍👩‍👧 ❤️ 1️⃣ 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 👍🏽 ©️ ℹ️ ℹ ⁉️",
        "Привет, мир! Добрий день, Αθήνα, Երևան",
        "مرحبا بكم, می‌خواهم, שלום",
        "हिन्दी क्‍ष, 日本語テキスト, 한국어, ไทย",
        "Şükrü İnan, Łódź, Nguyễn, e\u0301\u0302",
        "",
    ],
    ids=ascii,
)
def test_how_people_write(text: str) -> None:
    assert told(text) == []
    assert not is_deceptive(text)
    assert [piece.text for piece in reveal(text)] == ([text] if text else [])


@given(st.text())
def test_nothing_is_lost_and_nothing_turns_what_is_shown_as_it_is(text: str) -> None:
    pieces = reveal(text)
    assert "".join(piece.text for piece in pieces) == text
    assert not any(DIRECTIONS & {*piece.text} for piece in pieces if piece.kind is Kind.PLAIN)
    assert all(len(piece.text) == 1 for piece in pieces if piece.kind is not Kind.PLAIN)


@given(st.text(st.sampled_from("aо\u200d\u200b\u202e\ufe0f❤🏴\U000e0067\U000e007fя1ي ")))
def test_whatever_signs_meet(text: str) -> None:
    assert "".join(piece.text for piece in reveal(text)) == text


def test_every_kind_has_words_but_the_plain_one() -> None:
    assert [kind for kind in Kind if not kind.label.msgid] == [Kind.PLAIN]


@pytest.mark.parametrize("sign", ["\u200d", "\U000e0067", "я", "\u202e", "😀"])
def test_a_very_long_text_is_read_in_one_go(sign: str) -> None:
    assert sum(len(piece.text) for piece in reveal(sign * 20_000)) == 20_000
