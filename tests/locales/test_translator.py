"""Words in a person's language: values, plurals, dates, what staff wrote, people's own words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.text import LANGUAGES, Appointment, Content, Quote, Text, Words, _, n_
from locales import translator as module
from locales.runs import Run
from locales.translator import BABEL_LOCALES, HTML_CODES, Translator, catalogue, isolated, translator

FOREIGN = {*"\u2066\u2067\u2068\u2069\u202a\u202e\u05d0"}
BERLIN = ZoneInfo("Europe/Berlin")
GERMAN = translator("de", BERLIN)
ENGLISH = translator("en", BERLIN)
SIMPLE = translator("de@simple", BERLIN)


def test_every_language_has_its_codes() -> None:
    assert {*BABEL_LOCALES} == {*HTML_CODES} == {*LANGUAGES}


def test_a_language_nobody_knows_is_german() -> None:
    assert Translator("tlh", BERLIN).plain(_("Zurück")) == "Zurück"


def test_a_sentence_in_three_languages() -> None:
    back = _("Überspringen")
    assert [said.plain(back) for said in (GERMAN, ENGLISH, SIMPLE)] == [
        "Überspringen",
        "Skip",
        "Weiter ohne Antwort",
    ]


def test_a_sentence_without_translation_stays_german() -> None:
    assert ENGLISH.plain(Text("Gibt es nicht: {x}", {"x": 1})) == "Gibt es nicht: 1"
    assert ENGLISH.plain(Text("{count} Ding", {"count": 2}, "{count} Dinge", 2)) == "2 Dinge"


@pytest.mark.parametrize(("count", "said"), [(0, "0 questions"), (1, "1 question"), (7, "7 questions")])
def test_plurals(count: int, said: str) -> None:
    assert ENGLISH.plain(n_("{count} Frage", "{count} Fragen", count)) == said


def test_dates_and_times_are_told_as_people_tell_them_here() -> None:
    summer, winter = datetime(2024, 7, 1, 22, 30, tzinfo=UTC), datetime(2024, 1, 1, 22, 30, tzinfo=UTC)
    words = Text("{a} – {b}", {"a": summer, "b": winter})
    assert GERMAN.plain(words) == "2. Juli 2024, 00:30 Uhr – 1. Januar 2024, 23:30 Uhr"
    assert SIMPLE.plain(words) == GERMAN.plain(words)
    assert ENGLISH.plain(words) == "2 July 2024, 00:30 – 1 January 2024, 23:30"
    assert GERMAN.plain(Text("{a}", {"a": date(2024, 3, 8)})) == "8. März 2024"
    assert ENGLISH.plain(Text("{a}", {"a": date(2024, 3, 8)})) == "8 March 2024"


def test_what_people_come_to_is_told_with_its_day_of_the_week() -> None:
    words = _("{when}", when=Appointment(datetime(2024, 7, 1, 22, 30, tzinfo=UTC)))
    assert GERMAN.plain(words) == "Dienstag, 2. Juli 2024, 00:30 Uhr"
    assert ENGLISH.plain(words) == "Tuesday, 2 July 2024, 00:30"


def test_numbers_have_the_comma_of_the_language() -> None:
    words = Text("{a} {b} {c}", {"a": Decimal("1.5"), "b": Decimal("1000000"), "c": 3})
    assert GERMAN.plain(words) == "1,5 1000000 3"
    assert ENGLISH.plain(words) == "1.5 1000000 3"


@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_people_s_words_are_never_a_template(words: str) -> None:
    said = GERMAN.plain(Text("{a}{b}", {"a": Quote(words), "b": Quote("{a}")}))
    assert said == isolated(words) + "{a}"


def test_words_in_words() -> None:
    inner = _("{questions}, etwa {minutes}.", questions=Quote("{minutes}"), minutes=Content({"de": "eine"}))
    assert GERMAN.plain(inner) == "{minutes}, etwa eine."


def test_a_text_of_staff_falls_back_and_says_so() -> None:
    both, german, english = {"de": "Ja", "en": "Yes"}, {"de": "Ja", "en": " "}, {"en": "Yes"}
    assert [said.choose(both) for said in (GERMAN, ENGLISH, SIMPLE)] == [
        "Ja",
        "Yes",
        "[Nicht in Leichter Sprache] Ja",
    ]
    assert ENGLISH.choose(german) == "[German] Ja"
    assert [said.choose(english) for said in (GERMAN, SIMPLE)] == ["[Englisch] Yes", "[Auf Englisch] Yes"]
    assert GERMAN.choose({"fr": "Oui"}) == "Oui"
    assert GERMAN.choose({"de": " "}) == GERMAN.choose({}) == ""


def test_rich_texts_become_runs_and_plain_ones_stay_as_they_are() -> None:
    rich, plain = Content({"de": "**Ja** _x_"}, rich=True), Content({"de": "**Ja**"})
    assert GERMAN.runs(rich) == (Run("Ja", bold=True), Run(" "), Run("x", italic=True))
    assert GERMAN.plain(rich) == "Ja x"
    assert GERMAN.runs(plain) == (Run("**Ja**"),)
    assert GERMAN.runs(Quote("**Ja**")) == (Run("**Ja**"),)


def test_foreign_directions_stay_inside() -> None:
    assert isolated("hell") == "hell"
    assert isolated("שלום") == "\u2068שלום\u2069"
    assert isolated("\u202egnp.exe") == "\u2068\u202egnp.exe\u2069"
    assert isolated("a\u2067b\u2066c\u2069") == "\u2068a\u2067b\u2066c\u2069\u2069\u2069"
    assert isolated("a\u2069\u202eb") == "\u2068a\u202eb\u2069"
    assert isolated("a\n\u202eb\n\nc") == "\u2068a\u2069\n\u2068\u202eb\u2069\n\n\u2068c\u2069"


def test_letters_are_not_buried_in_marks() -> None:
    assert isolated("Z" + "\u0301" * 500 + "o\u0308") == "Z" + "\u0301" * 8 + "o\u0308"


@given(words=st.text("ab\n\u2066\u2067\u2068\u2069\u202a\u202e\u05d0\u0301", max_size=30))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_nothing_that_follows_is_turned_around(words: str) -> None:
    said = isolated(words)
    if not set(said) & FOREIGN:
        return
    for line in filter(None, said.split("\n")):
        assert line[0] == "\u2068"
        depths = list(accumulate((char in "\u2066\u2067\u2068") - (char == "\u2069") for char in line))
        assert all(depths[:-1])
        assert depths[-1] == 0


def test_a_catalogue_reads_what_is_sure_and_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "messages.po").write_text(
        'msgid "Ja"\nmsgstr "Yes"\n\n#, fuzzy\nmsgid "Nein"\nmsgstr "Maybe"\n\nmsgid "Leer"\nmsgstr ""\n\n'
        'msgid "Tag"\nmsgid_plural "Tage"\nmsgstr[0] "day"\nmsgstr[1] "days"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    assert catalogue.__wrapped__("en") == {"Ja": "Yes", ("Tag", "Tage"): ("day", "days")}
    assert catalogue.__wrapped__("de") == {}


def test_one_translator_a_language() -> None:
    assert translator("en", BERLIN) is ENGLISH
    words: Words = _("Ja")
    assert ENGLISH.runs(words) == (Run("Yes"),)
