"""The linter for guidelines, and what a new version of one changes."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dialogs.city.guideline import Guideline, Section
from dialogs.city.guideline_changes import (
    SectionChange,
    all_read_since,
    compare,
    last_change,
    reads_since,
    rewritten,
    wording,
)
from dialogs.city.guideline_check import check
from dialogs.city.guideline_texts import missing_translations
from dialogs.city.passages import Missing
from dialogs.text import Text
from tests import sample

WHO, WHAT, WHEN = (
    Section(1, {"de": "Wer", "en": "Who"}, {"de": "Alle.", "en": "Everybody."}),
    Section(2, {"de": "Was"}, {"de": "Alles."}),
    Section(7, {"de": "Wann"}, {"de": "Immer."}),
)
RULES = Guideline("regeln", {"de": "Regeln"}, (WHO, WHAT, WHEN))


def found(guideline: Guideline) -> list[tuple[tuple[str | int, ...], str]]:
    problems = [(problem.where, problem.sentence) for problem in check(guideline)]
    assert all(isinstance(sentence, Text) for _where, sentence in problems)
    return [(w, s.msgid.format(**s.values)) for w, s in problems if isinstance(s, Text)]


def section(number: int, **fields: Any) -> Section:
    return replace(Section(number, {"de": "Titel"}, {"de": "Text"}), **fields)


def test_right_guidelines_have_no_problems() -> None:
    assert check(RULES) == check(sample.GUIDELINE) == []
    long = section(3, text={"de": "x" * 20_000})
    assert check(replace(RULES, sections=(long,))) == []


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"slug": "Ä"},
         [(("slug",), "Der Kurzname braucht 1 bis 40 Zeichen aus a–z, 0–9 und dem Bindestrich.")]),
        ({"title": {"de": "🌳"}}, [(("title", "de"), "Bitte auch Buchstaben oder Ziffern schreiben.")]),
        ({"about": {"en": "x" * 3001}}, [(("about", "en"), "3001 Zeichen. Hier passen 3000.")]),
        ({"opens": sample.NOW, "closes": sample.NOW},
         [(("closes",), "Das Ende liegt nicht nach dem Beginn.")]),
        ({"opens": datetime(1999, 12, 31, tzinfo=UTC)}, [(("opens",), "Das Jahr 1999 kann nicht stimmen.")]),
        ({"sections": ()}, [(("sections",), "Die Leitlinie hat noch keinen Abschnitt.")]),
        ({"sections": (section(1, text={"de": " "}),)}, [(("sections", 0, "text"), "Hier fehlt der Text.")]),
        ({"sections": (section(1, title={}),)}, [(("sections", 0, "title"), "Hier fehlt der Text.")]),
        ({"sections": (section(1, text={"fr": "Oui"}),)},
         [(("sections", 0, "text", "fr"), "Diese Sprache gibt es hier nicht: fr.")]),
        ({"sections": (section(1, text={"de": "x" * 20_001}),)},
         [(("sections", 0, "text", "de"), "20001 Zeichen. Hier passen 20000.")]),
        ({"sections": (section(0), section(1000))},
         [(("sections", i, "number"), "Abschnitte zählen von 1 bis 999.") for i in (0, 1)]),
        ({"sections": (section(4), section(4))},
         [(("sections", 1, "number"), "Den Abschnitt 4 gibt es schon.")]),
        ({"sections": tuple(section(n) for n in range(1, 102))},
         [(("sections",), "Mehr als 100 Abschnitte sind zu viel.")]),
    ],
)  # fmt: skip
def test_every_mistake_has_its_place(fields: dict[str, Any], problems: list[Any]) -> None:
    assert found(replace(RULES, **fields)) == problems


def test_missing_translations_are_told() -> None:
    assert missing_translations(replace(RULES, sections=(WHO,), about={"en": "About"}))[-3:] == [
        Missing(("about",), ("de", "de@simple")),
        Missing(("sections", 0, "title"), ("de@simple",)),
        Missing(("sections", 0, "text"), ("de@simple",)),
    ]


def told(before: Guideline, after: Guideline) -> list[tuple[int, str, bool]]:
    """Number, what became of it, whether it moved."""
    named = []
    for change in compare(before, after):
        fate = "changed" if change.changed_in else "same"
        fate = {(True, False): "gone", (False, True): "new"}.get(
            (change.before is not None, change.after is not None), fate
        )
        named.append((change.number, fate, change.moved))
    return named


def test_what_became_of_each_section() -> None:
    other = replace(WHAT, text={"de": "Fast alles."})
    after = replace(RULES, sections=(WHEN, WHO, section(8), other))
    assert told(RULES, after) == [
        (7, "same", True),
        (1, "same", False),
        (8, "new", False),
        (2, "changed", False),
    ]
    assert told(RULES, replace(RULES, sections=(WHO,))) == [
        (1, "same", False),
        (2, "gone", False),
        (7, "gone", False),
    ]


def test_each_language_has_its_own_changes() -> None:
    german_only = replace(WHO, text={"de": "Alle, immer.", "en": "Everybody."})
    translated = replace(WHAT, title={"de": "Was", "en": "What"}, text={"de": "Alles.", "en": "Everything."})
    blanks = replace(WHEN, text={"de": "Immer.\n"})
    after = replace(RULES, sections=(german_only, translated, blanks))
    assert rewritten(RULES, after) == {"de": {1}, "en": frozenset(), "de@simple": {1}}
    assert rewritten(RULES, replace(RULES, sections=(WHO, WHAT)))["en"] == {7}


def test_a_wording_is_compared_in_a_language_both_have() -> None:
    assert wording({"de": "a", "en": "b"}, {"en": "c"}, "de").language == "en"
    assert (wording({}, {"en": "c"}, "de").language, wording({}, {}, "en").language) == ("en", "en")
    assert wording({"de": "a"}, {"en": "c"}, "en").changed


SECOND = replace(RULES, sections=(replace(WHO, title={"de": "Wir", "en": "Who"}), WHAT))
VERSIONS = {1: RULES, 2: SECOND, 3: SECOND}


def test_the_version_since_which_a_section_reads_so() -> None:
    assert [reads_since(VERSIONS, number) for number in (1, 2, 7, 8)] == [2, 1, 1, 0]
    assert reads_since(VERSIONS, 1, "en") == 1
    back = {**VERSIONS, 4: RULES}
    assert all_read_since(back) == {1: 4, 2: 1, 7: 1}


def test_how_a_section_came_to_read_so() -> None:
    assert last_change(VERSIONS, 1, "de") == SectionChange(1, WHO, SECOND.sections[0])
    assert last_change(VERSIONS, 7, "de") == SectionChange(7, WHEN, None)
    assert last_change(VERSIONS, 1, "en") is None
    assert last_change(VERSIONS, 2, "de") is None
    assert last_change(VERSIONS, 8, "de") is None
