"""Mistakes in a definition that several question types look for."""

import re
from decimal import Decimal

from dialogs.city.questions.kind import LONGEST_LABEL, Problem
from dialogs.city.survey import Question
from dialogs.text import filled, staff

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
_KEY = re.compile(r"[a-z0-9_]{1,20}")


def check_options(question: Question) -> list[Problem]:
    """Number, keys and labels of the choices."""
    found: list[Problem] = []
    count = len(question.options)
    if not FEWEST_OPTIONS <= count <= MOST_OPTIONS:
        found.append(
            Problem(
                ("options",),
                staff(
                    "Es müssen {fewest} bis {most} Antworten sein, nicht {count}.",
                    fewest=FEWEST_OPTIONS,
                    most=MOST_OPTIONS,
                    count=count,
                ),
            )
        )
    keys: set[str] = set()
    labels: set[tuple[str, str]] = set()
    for i, option in enumerate(question.options):
        if not _KEY.fullmatch(option.key):
            found.append(
                Problem(
                    ("options", i, "key"), staff("Der Schlüssel braucht 1 bis 20 Zeichen aus a–z, 0–9 und _.")
                )
            )
        if option.key in keys:
            found.append(Problem(("options", i, "key"), staff("Diesen Schlüssel gibt es schon.")))
        keys.add(option.key)
        if not filled(option.label):
            found.append(Problem(("options", i, "label"), staff("Hier fehlt der Text.")))
        for language, label in option.label.items():
            if len(label) > LONGEST_LABEL:
                found.append(
                    Problem(
                        ("options", i, "label", language),
                        staff("Höchstens {most} Zeichen.", most=LONGEST_LABEL),
                    )
                )
            if label.strip() and (language, label.strip()) in labels:
                found.append(
                    Problem(("options", i, "label", language), staff("Diese Antwort gibt es schon."))
                )
            labels.add((language, label.strip()))
    return found


def exact(number: float) -> Decimal:
    """A bound as staff typed it: 1000000 and 0.1, not 1e+06 and 0.1000000000000000055."""
    return Decimal(f"{Decimal(str(number)).normalize() + 0:f}")


_NUMBERS_CROSSED = staff("Die kleinste Zahl ist größer als die größte.")
_COUNTS_CROSSED = staff("„Mindestens“ ist größer als „Höchstens“.")


def check_range(question: Question, lowest: float, highest: float) -> list[Problem]:
    """That min and max, where given, lie between bounds and in order."""
    found: list[Problem] = []
    bounds = staff("Erlaubt ist {lowest} bis {highest}.", lowest=exact(lowest), highest=exact(highest))
    for name, value in (("min", question.min), ("max", question.max)):
        if value is not None and not lowest <= value <= highest:
            found.append(Problem((name,), bounds))
    if question.min is not None and question.max is not None and question.min > question.max:
        found.append(Problem(("min",), _NUMBERS_CROSSED if question.type == "number" else _COUNTS_CROSSED))
    return found
