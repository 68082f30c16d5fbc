"""Buttons that nobody was shown: another's comment, one's own, none at all. Nothing comes of them."""

import pytest

from dialogs.city.citizen import NOTICE_VERSION, Citizen
from dialogs.engine.heard import Called, Chose
from dialogs.engine.screen import Style
from tests.dialogs.cities import READING
from tests.dialogs.directions import follow
from tests.dialogs.stage import Stage

READS = Called("others", "spielregeln-4")
GONE = "Diesen Beitrag können wir nicht mehr zeigen."


def press(value: str, at: Called = READS) -> tuple[Stage, str]:
    """What the bot remarks on a button with this value."""
    stage = Stage(READING, citizen=Citizen(1, notice=NOTICE_VERSION))
    follow("Andere haben etwas zum Ausreden gesagt.", stage)
    stage.hear(at)
    stage.hear(Chose(stage.place.mark, value))
    notes = [line.text for line in stage.screen.lines if line.style is Style.NOTE]
    return stage, " ".join(stage.translator.plain(note) for note in notes)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("support.103", "Das ist Ihr eigener Beitrag."),
        ("unsupport.103", "Das ist Ihr eigener Beitrag."),
        ("support.104", "Das ist schon gespeichert."),
        ("unsupport.105", "Das ist schon gespeichert."),
        ("support.7", GONE),
        ("support.", GONE),
        ("support.²", GONE),
        ("support." + "9" * 40, GONE),
        ("support.-1", GONE),
        ("support", "Bitte wählen Sie einen der Knöpfe."),
    ],
)
def test_only_what_others_said_can_be_supported(value: str, told: str) -> None:
    stage, note = press(value)
    assert note.startswith(told)
    assert stage.facts == []


def test_a_comment_on_another_page_can_be_supported_all_the_same() -> None:
    """New comments push it off the page while somebody reads."""
    stage, note = press("support.101")
    assert note == "Gespeichert: Sie sehen es auch so."
    assert [fact.comment for fact in stage.facts if hasattr(fact, "comment")] == [101]


def test_what_others_said_elsewhere_is_not_found_here() -> None:
    stage, note = press("support.105", at=Called("others", "spielregeln-1"))
    assert note.startswith(GONE)
    assert stage.facts == []


@pytest.mark.parametrize("value", ["one.7", "one.x", "older.1", "older.²", "newer.999999"])
def test_where_nothing_is_there_is_a_way_back(value: str) -> None:
    stage, _note = press(value)
    if value in ("one.x", "older.²"):
        assert len(stage.codes()) > 3
    else:
        stage.hear(Chose(stage.place.mark, "list"))
        assert len(stage.codes()) > 3
