"""The survey all bots of the benchmark hold: eight questions, two of them answered in one's own words."""

import re
from dataclasses import dataclass
from typing import Any

SLUG = "bench"
RECEIPT = "Vielen Dank! Ihre Quittung: {code}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; without options it is answered by a typed text."""

    key: str
    text: str
    options: tuple[str, ...] = ()


QUESTIONS = (
    Question("how_often", "Wie oft nehmen Sie an Beteiligungen der Stadt teil?", ("Oft", "Manchmal", "Nie")),
    Question("how_heard", "Woher kennen Sie den Stadtdialog?", ("Plakat", "Zeitung", "Bekannte", "Internet")),
    Question("easy", "War es leicht, hierher zu finden?", ("Ja", "Nein")),
    Question("wish", "Was wünschen Sie sich von der Stadt? Schreiben Sie es in eigenen Worten."),
    Question("district", "In welchem Stadtteil leben Sie?", ("Innenstadt", "Betzenberg", "Lämmchesberg")),
    Question("trust", "Wie sehr vertrauen Sie den Ergebnissen?", ("1", "2", "3", "4", "5")),
    Question("again", "Würden Sie wieder mitmachen?", ("Ja", "Vielleicht", "Nein")),
    Question("remark", "Was möchten Sie uns noch sagen? Schreiben Sie es in eigenen Worten."),
)


def citizens_rules() -> list[dict[str, Any]]:
    """Tell the virtual citizens what to do; the same table for every bot."""
    rules: list[dict[str, Any]] = [
        {"when": "Quittung", "done": True},
        # Only the summary has this button; it names all questions once more.
        {"when": "Ihre Antworten", "press": "Abgeben", "key": "hand in"},
    ]
    for question in QUESTIONS:
        rule: dict[str, Any] = {"when": re.escape(question.text), "key": question.key}
        if question.options:
            rule["press"] = [rf"^\W*{option}$" for option in question.options]
        else:
            rule["type"] = "Mehr Bänke im Schatten, das wünscht sich Nummer {n}."
        rules.append(rule)
    return rules


def city_file() -> dict[str, Any]:
    """Write the survey as the city file Stadtdialog imports."""
    return {
        "project": {"name": {"de": "Messung"}, "about": {"de": "Eine Umfrage, um zu messen."}},
        "surveys": [
            {
                "slug": SLUG,
                "title": {"de": "Messung"},
                "questions": [_in_city_file(question) for question in QUESTIONS],
            }
        ],
    }


def _in_city_file(question: Question) -> dict[str, Any]:
    written: dict[str, Any] = {"key": question.key, "text": {"de": question.text}}
    if not question.options:
        return {**written, "type": "short_text"}
    options = [{"key": f"o{n}", "label": {"de": text}} for n, text in enumerate(question.options)]
    return {**written, "type": "single", "options": options}
