"""German words for a survey's fields, places and conditions."""

from admin_web.editor.wording import german, tell_place
from admin_web.speech import say
from dialogs.city.passages import Where
from dialogs.city.questions import TYPES
from dialogs.city.survey import Question, Survey

FIELD_NAMES = {
    "slug": "Kurzname",
    "title": "Titel",
    "about": "Worum es geht",
    "seen_by": "Wer die Antworten sieht",
    "minutes": "Dauer",
    "opens": "Beginn",
    "closes": "Ende",
    "keep_days": "Tage bis zur Anonymisierung",
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


def type_name(type: str) -> str:
    """What staff call a type of question."""
    return say(TYPES[type].label) if type in TYPES else type


def name_of(where: Where) -> str:
    """A place in a survey: "Frage 3 › Antwort 2 › Text › Englisch"."""
    return tell_place(where, FIELD_NAMES, {"questions": "Frage", "options": "Antwort"})


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
