"""Which passwords are too easy to guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_web.password_rules import COMMON, find_weakness, is_acceptable

GUESSED = "Dieses Passwort lässt sich leicht erraten. Gut sind mehrere Wörter, die nicht zusammengehören."
REPEATED = "In diesem Passwort wiederholt sich zu viel."
SEQUENCE = "Dieses Passwort folgt der Reihe auf der Tastatur oder im Alphabet."
UNTYPABLE = "Dieses Passwort ist zu lang oder enthält Zeichen, die sich nicht eintippen lassen."


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("elf Zeichen", "Das Passwort hat 11 Zeichen. Nötig sind mindestens 12."),
        ("", "Das Passwort hat 0 Zeichen. Nötig sind mindestens 12."),
        ("aaaaaaaaaaaa", REPEATED),
        ("abababababab", REPEATED),
        ("Sommer!Sommer!", REPEATED),
        ("123412341234", REPEATED),
        ("123456789012", SEQUENCE),
        ("abcdefghijklm", SEQUENCE),
        ("qwertzuiopü123", SEQUENCE),
        ("lkjhgfdsaöl12", SEQUENCE),
        ("Passwort12345!", GUESSED),
        ("Kaiserslautern2024", GUESSED),
        ("lauternrathaus", GUESSED),
        ("Stadtdialog!!!", GUESSED),
        ("frau-Berger-1975", GUESSED),
        ("ichliebedich", GUESSED),
        ("Willkommen123", GUESSED),
        ("NUL\0in der Mitte", UNTYPABLE),
        ("Zeile\neins und zwei", UNTYPABLE),
        ("ä" * 513, UNTYPABLE),
        ("x y" * 400, UNTYPABLE),
        ("grüne Bänke am Brunnen", ""),
        ("zwölf Zeiche", ""),
        ("Lautern hat schöne Berge", ""),
        ("😀🚲🌳🏛️🍎🎻⛲🥨🚌📚🧵🪁", ""),
        ("correct horse battery staple", ""),
        ("J7#kq!vT2mLx", ""),
    ],
)
def test_what_is_too_easy(password: str, weakness: str) -> None:
    assert find_weakness(password, ("Frau Berger", "Leitlinien")) == weakness


def test_every_common_password_is_refused() -> None:
    common = COMMON.read_text("utf-8").split()
    assert len(common) == len(set(common)) > 60
    assert all(find_weakness(password) for password in common)
    assert all(find_weakness(password.capitalize()) for password in common)


@given(st.text(max_size=2000))
def test_any_text_gets_an_answer(password: str) -> None:
    weakness = find_weakness(password, (password[:9],))
    assert isinstance(weakness, str)
    assert weakness or is_acceptable(password)
