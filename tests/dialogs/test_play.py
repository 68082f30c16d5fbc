"""The play runner itself: it can fail, and it says where."""

import pytest

from tests.dialogs.play import WrongPlayError, perform, spelt, visible

BEGIN = "@ 2024-03-20 12:00\n\n* Der Hinweis zum Datenschutz ist gelesen.\n\n> Menü\n"
MENU = """\
    **Was möchten Sie tun?**
    [Umfrage: Unser Rathaus]
    [Umfrage: Fragen aller Art]
    [Termine]
    [Meine Beiträge] [Über das Vorhaben]
    [Mitteilungen]
    [Sprache · Language] [Hilfe]
"""


def test_a_right_play_stays_as_it_is() -> None:
    assert perform(BEGIN + MENU) == BEGIN + MENU


@pytest.mark.parametrize(
    "wrong",
    ["", MENU.replace("Hilfe", "Hilfee"), MENU + "    [Noch ein Knopf]\n", "! NoticeRead 1\n" + MENU],
)
def test_a_wrong_play_is_put_right(wrong: str) -> None:
    assert perform(BEGIN + wrong) == BEGIN + MENU


def test_remarks_and_empty_lines_stay_where_they_are() -> None:
    play = f"# Eins.\n# Zwei.\n\n{BEGIN}{MENU}\n# Drei.\n> Menü\n{MENU}"
    assert perform(play) == play


def test_a_button_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(WrongPlayError, match=r"no button \[Quatsch\]; there are .*'Hilfe'"):
        perform(BEGIN + "> [Quatsch]\n")
    with pytest.raises(WrongPlayError, match=r"no button \[Quatsch\]"):
        perform(BEGIN + "> Menü\n> [[Quatsch]]\n")


@pytest.mark.parametrize("line", ["> (Elefant)", "* Es regnet.", "@ morgen"])
def test_what_the_stage_does_not_know_stops_the_play(line: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        perform(BEGIN + line)


def test_what_nobody_can_see_is_spelt() -> None:
    assert spelt(r"a\nb\u200bc\x00\U0001f600 {x × 3}") == "a\nb\u200bc\x00😀 xxx"
    assert visible("a\nb\u200b\x07\u202e" + "x" * 20) == r"a" + "\n" + r"b\u200b\x07\u202e{x × 20}"
