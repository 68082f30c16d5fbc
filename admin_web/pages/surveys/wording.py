"""German words for a survey's fields, places and conditions."""

from collections.abc import Sequence

from admin_web.speech import LANGUAGE_NAMES, say
from dialogs.city.passages import Where
from dialogs.city.questions import TYPES
from dialogs.city.survey import Question, Survey
from dialogs.text import Localized

FIELD_NAMES = {
    "slug": "Kurzname",
    "title": "Titel",
    "about": "Worum es geht",
    "seen_by": "Wer die Antworten sieht",
    "minutes": "Dauer",
    "opens": "Beginn",
    "closes": "Ende",
    "thanks": "Dank nach dem Abgeben",
    "next_steps": "Wie es weitergeht",
    "questions": "Fragen",
    "key": "Schlüssel",
    "type": "Art der Frage",
    "text": "Frage",
    "hint": "Erklärung",
    "optional": "darf übersprungen werden",
    "no_answer": "„Keine Angabe“ ist möglich",
    "options": "Antworten",
    "label": "Text",
    "exclusive": "schließt alle anderen aus",
    "min": "kleinster Wert",
    "max": "größter Wert",
    "decimals": "mit Komma",
    "unit": "Einheit",
    "low": "Bedeutung der 1",
    "high": "Bedeutung der 5",
    "show_if": "Bedingung",
    "question": "Frage",
    "answers": "Antworten",
    "relation": "ist / ist nicht",
}


def german(texts: Localized) -> str:
    """The German text, or whatever there is."""
    return texts.get("de", "") or next((text for text in texts.values() if text), "")


def type_name(type: str) -> str:
    """What staff call a type of question."""
    return say(TYPES[type].label) if type in TYPES else type


def name_of(where: Where) -> str:
    """A place in a survey: "Frage 3 › Antwort 2 › Text › Englisch"."""
    parts: list[str] = []
    for part, after in zip(where, (*where[1:], None), strict=True):
        if isinstance(part, int):
            continue
        if isinstance(after, int):
            parts.append(f"{'Frage' if part == 'questions' else 'Antwort'} {after + 1}")
        else:
            parts.append(LANGUAGE_NAMES.get(part) or FIELD_NAMES.get(part, part))
    return " › ".join(parts)


def tell_condition(survey: Survey, question: Question) -> str:
    """When a question is shown: "Nur wenn „Waren Sie dabei?“ ist: Ja"; empty if always."""
    condition = question.show_if
    if condition is None:
        return ""
    other = survey.question(condition.question)
    if other is None:
        return "Nur wenn … (diese Frage gibt es nicht mehr)"
    labels = dict(answer_labels(other))
    answers = " oder ".join(labels.get(key, key) for key in condition.answers)
    relation = "ist" if condition.relation == "is" else "ist nicht"
    return f"Nur wenn „{german(other.text)}“ {relation}: {answers}"


def answer_labels(question: Question) -> list[tuple[str, str]]:
    """The fixed answers of a question: key and German label."""
    kind = TYPES.get(question.type)
    return [(key, say(words)) for key, words in kind.options(question)] if kind else []


def listed(names: Sequence[str]) -> str:
    """ "Deutsch, Englisch und Leichte Sprache"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} und {names[-1]}"
