"""A small survey with every question type, and a few people: what many tests agree on."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dialogs.city.guideline import Guideline, Section
from dialogs.city.survey import Condition, Option, Question, Survey

KEY = bytes(range(32))
ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2024, 3, 15, 12, 0, tzinfo=UTC)
"""A Friday inside the survey's window, 13:00 in Berlin."""


def both(german: str, english: str) -> dict[str, str]:
    """A text in two languages."""
    return {"de": german, "en": english}


SURVEY = Survey(
    slug="beteiligung",
    title=both("Mitreden", "Having a say"),
    opens=datetime(2024, 3, 8, tzinfo=UTC),
    closes=datetime(2024, 3, 29, 22, 59, tzinfo=UTC),
    questions=(
        Question(key="dabei", type="yes_no", text=both("Waren Sie dabei?", "Were you there?")),
        Question(
            key="weg",
            type="single",
            text=both("Auf welchem Weg?", "Which way?"),
            options=(
                Option("chat", both("Im Chat", "In the chat")),
                Option("laden", both("Im Laden", "In the shop")),
            ),
            show_if=Condition("dabei", ("yes",)),
        ),
        Question(
            key="themen",
            type="multiple",
            text=both("Welche Themen?", "Which topics?"),
            options=(
                Option("gruen", both("Grün", "Green")),
                Option("verkehr", both("Verkehr", "Traffic")),
                Option("nichts", both("Nichts davon", "None of these"), exclusive=True),
            ),
            no_answer=True,
        ),
        Question(
            key="gut",
            type="scale",
            text=both("Wie gut?", "How good?"),
            low=both("schlecht", "bad"),
            high=both("gut", "good"),
        ),
        Question(
            key="alter", type="number", text=both("Wie alt?", "How old?"), optional=True, min=6, max=120
        ),
        Question(key="wunsch", type="short_text", text=both("Ihr Wunsch?", "Your wish?"), optional=True),
        Question(key="mehr", type="long_text", text=both("Noch etwas?", "Anything else?"), optional=True),
    ),
)


GUIDELINE = Guideline(
    slug="leitlinien",
    title=both("Leitlinien", "Guidelines"),
    opens=datetime(2024, 3, 8, tzinfo=UTC),
    closes=datetime(2024, 3, 29, 22, 59, tzinfo=UTC),
    sections=(
        Section(1, both("Wozu", "What for"), both("Damit alle mitreden.", "So that all have a say.")),
        Section(3, both("Wer", "Who"), both("Alle.", "Everybody.")),
        Section(2, both("Wie", "How"), both("Freundlich.", "Kindly.")),
    ),
)
"""A guideline whose sections have been moved."""
