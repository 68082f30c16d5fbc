"""The guideline citizens of the benchmark go through: a vote on each section, one comment at the end."""

from typing import Any

SLUG = "growth"
SECTIONS = 10
TEXT = (
    "Alle Menschen in der Stadt können mitreden. Die Stadt sagt früh, worum es geht und wer entscheidet. " * 4
)


def city_file() -> dict[str, Any]:
    """Write the guideline as the city file Stadtdialog imports."""
    return {
        "project": {"name": {"de": "Messung"}, "about": {"de": "Ein Text, um zu messen."}},
        "guidelines": [
            {
                "slug": SLUG,
                "title": {"de": "Leitlinien der Messung"},
                "sections": [
                    {"number": number, "title": {"de": f"Thema {number}"}, "text": {"de": TEXT}}
                    for number in range(1, SECTIONS + 1)
                ],
            }
        ],
    }


def citizens_rules() -> list[dict[str, Any]]:
    """Tell the virtual citizens what to do: agree or not, go on, say something about the last section."""
    last = f"Abschnitt {SECTIONS} von {SECTIONS}"
    return [
        {"when": "Quittung", "done": True},
        {"when": "Zum Abgeben wählen Sie", "press": "Fertig", "key": "hand in"},
        {"when": "Ihre Anregung\n", "type": "Im Winter fehlen Bänke, sagt Nummer {n}.", "key": "comment"},
        {"when": rf"(?s)Gespeichert\..*{last}", "press": "Anregung schreiben"},
        {"when": r"(?s)Gespeichert\..*Abschnitt \d+ von", "press": "^Weiter$"},
        {"when": r"Abschnitt \d+ von", "press": ["^Ja$", "^Teils$", "^Nein$"], "key": "vote"},
        {"when": "Leitlinien der Messung", "press": "^Anfangen$"},
    ]
