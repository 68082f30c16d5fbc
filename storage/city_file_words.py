"""Says in German what pydantic and the rules found wrong with a value of a city file."""

from dataclasses import fields
from difflib import get_close_matches

from pydantic_core import ErrorDetails

from dialogs.city.event import Event
from dialogs.city.guideline import Guideline, Section
from dialogs.city.project import Contact, Legal, Milestone, Minutes, Privacy, Project
from dialogs.city.survey import Condition, Option, Question, Survey
from dialogs.text import Text

_NAMES = sorted(
    {
        field.name
        for kind in (
            *(Project, Milestone, Minutes, Contact, Privacy, Legal),
            *(Guideline, Section, Event),
            *(Survey, Question, Option, Condition),
        )
        for field in fields(kind)
    }
)
"""Every name that has a meaning somewhere in a city file."""

_SENTENCES = {
    "missing": "„{name}“ fehlt.",
    "missing_argument": "„{name}“ fehlt.",
    "missing_keyword_only_argument": "„{name}“ fehlt.",
    "string_type": "Hier gehört ein Text hin.",
    "bool_type": "Hier gehört true oder false hin.",
    "bool_parsing": "Hier gehört true oder false hin.",
    "int_type": "Hier gehört eine ganze Zahl hin.",
    "int_parsing": "Hier gehört eine ganze Zahl hin.",
    "int_parsing_size": "Hier gehört eine ganze Zahl hin.",
    "float_type": "Hier gehört eine Zahl hin.",
    "float_parsing": "Hier gehört eine Zahl hin, mit Punkt statt Komma.",
    "tuple_type": "Hier gehört eine Liste hin. Jede Zeile beginnt mit einem Strich: „- …“.",
    "dict_type": "Hier gehören Texte je Sprache hin, zum Beispiel: „de: …“.",
    "mapping_type": "Hier gehören Texte je Sprache hin, zum Beispiel: „de: …“.",
    "enum": "Hier gehört before oder after hin.",
    "dataclass_type": "Hier gehören eingerückte Zeilen hin, jede mit Name, Doppelpunkt und Wert.",
}
_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
_SWITCHES = ("string_type", "int_type", "float_type")


def say_error(error: ErrorDetails) -> str:
    """The sentence for one error of pydantic."""
    kind, value, name = error["type"], error["input"], str(error["loc"][-1]) if error["loc"] else ""
    if kind in _UNKNOWN:
        near = get_close_matches(name, _NAMES, 1)
        return f"„{name}“ gibt es hier nicht." + (f" Meinten Sie „{near[0]}“?" if near else "")
    if value is None:
        return f"Hinter „{name}“ steht nichts." if name else "Hier steht nichts."
    if isinstance(value, bool) and kind in _SWITCHES:
        return 'Wörter wie yes, no, on und off brauchen Anführungszeichen, zum Beispiel: "yes".'
    return _SENTENCES.get(kind, "Das passt hier nicht.").format(name=name)


def say(words: object) -> str:
    """A sentence of the rules in German, as plain text; values that are no words are shown as they are."""
    if not isinstance(words, Text):
        return str(words)
    sentence = words.plural if words.plural and words.count != 1 else words.msgid
    return sentence.format_map({name: say(value) for name, value in words.values.items()})
