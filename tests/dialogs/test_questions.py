"""The kinds of questions: what they take, what they say, what staff may set."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogs.city.cleaning import clean
from dialogs.city.questions import TYPES
from dialogs.city.questions.checks import exact
from dialogs.city.questions.kind import Given, Picked, Pressed, Problem, Typed
from dialogs.city.refusal import Refusal
from dialogs.city.survey import Option, Question
from dialogs.text import Quote, Text, Words
from locales.translator import translator
from tests.dialogs.chance import ANYTHING, OFTEN
from tests.dialogs.cities import FRAGEN, RATHAUS
from tests.dialogs.stage import BERLIN

GERMAN = translator("de", BERLIN).plain
ENGLISH = translator("en", BERLIN).plain
ASKED = {question.key: question for question in (*RATHAUS.questions, *FRAGEN.questions)}


@given(question=st.sampled_from(list(ASKED.values())), text=ANYTHING, picks=st.lists(ANYTHING, max_size=2))
@OFTEN
def test_any_input_is_taken_or_refused_in_a_sentence(question: Question, text: str, picks: list[str]) -> None:
    kind = TYPES[question.type]
    for came in (Typed(text), Pressed(text)):
        match kind.read(question, tuple(picks), (), came):
            case Given(value=value):
                assert all(clean(part) == part for part in value)
                assert GERMAN(kind.tell(question, value)).strip() or question.key == "beliebig"
            case Picked():
                assert question.type in ("multiple", "long_text")
            case Refusal(sentence=sentence):
                assert GERMAN(sentence) != ENGLISH(sentence)


@given(text=st.one_of(ANYTHING, st.from_regex(r"-?[0-9]{1,9}([.,][0-9]{1,9})?"), st.floats().map(str)))
@example("1" * 5000)
@OFTEN
def test_a_number_is_what_the_grammar_says(text: str) -> None:
    question = Question("n", "number", {"de": "?"}, decimals=True)
    match TYPES["number"].read(question, (), (), Typed(text)):
        case Given(value=(value,)):
            assert Decimal(value) == Decimal(text.strip().replace(",", "."))
            assert value == f"{Decimal(value):f}"
            assert TYPES["number"].read(question, (), (), Typed(value)) == Given((value,))
        case read:
            assert isinstance(read, Refusal)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"),
        (" 12\n", "12"),
        ("1,50", "1.5"),
        ("1.5", "1.5"),
        ("-0", "0"),
        ("0,125", "0.125"),
        ("007", "7"),
    ],
)
def test_numbers(typed: str, value: str) -> None:
    question = Question("n", "number", {"de": "?"}, decimals=True)
    assert TYPES["number"].read(question, (), (), Typed(typed)) == Given((value,))


@pytest.mark.parametrize("typed", ["10 Minuten", "10minuten", "10 MINUTES.", "10 Min."])
def test_a_number_may_have_its_unit_behind_it(typed: str) -> None:
    unit = {"de": "Minuten", "en": "minutes", "de@simple": "Min"}
    question = Question("n", "number", {"de": "?"}, min=1, max=60, unit=unit)
    assert TYPES["number"].read(question, (), (), Typed(typed)) == Given(("10",))
    assert isinstance(TYPES["number"].read(question, (), (), Typed("Minuten")), Refusal)
    assert isinstance(TYPES["number"].read(question, (), (), Typed("10 Stunden")), Refusal)


@pytest.mark.parametrize(
    ("typed", "asked", "sentence"),
    [
        ("1.500", {"decimals": True}, "Diese Zahl ist nicht eindeutig. Bitte schreiben Sie 1500 oder 1,5."),
        (
            "-2,750",
            {"decimals": True},
            "Diese Zahl ist nicht eindeutig. Bitte schreiben Sie -2750 oder -2,75.",
        ),
        (
            "1.500",
            {"max": 9, "decimals": True},
            "Diese Zahl ist nicht eindeutig. Meinen Sie 1,5? Dann schreiben Sie bitte 1,5.",
        ),
        (
            "1.500",
            {},
            "Diese Zahl ist nicht eindeutig. Meinen Sie 1500? Dann schreiben Sie bitte 1500.",
        ),
        (
            "2.000",
            {"min": 1, "max": 60},
            "Diese Zahl ist nicht eindeutig. Meinen Sie 2? Dann schreiben Sie bitte 2.",
        ),
        ("1.500", {"min": 1, "max": 60}, "Bitte schreiben Sie eine ganze Zahl von 1 bis 60."),
        ("1.500", {"min": 2000}, "Bitte schreiben Sie eine Zahl ab 2000."),
    ],
)
def test_a_number_that_may_mean_two_is_asked_again_with_what_would_be_taken(
    typed: str, asked: dict[str, Any], sentence: str
) -> None:
    match TYPES["number"].read(Question("n", "number", {"de": "?"}, **asked), (), (), Typed(typed)):
        case Refusal(sentence=told):
            assert GERMAN(told) == sentence
        case read:
            raise AssertionError(read)


@pytest.mark.parametrize(
    ("number", "shown"), [(1_000_000, "1000000"), (0.1, "0,1"), (-3.25, "-3,25"), (999_999_999, "999999999")]
)
def test_bounds_are_shown_as_staff_typed_them(number: float, shown: str) -> None:
    assert GERMAN(Text("{n}", {"n": exact(number)})) == shown


def test_categories_have_labels() -> None:
    labels = {
        question.key: [(key, GERMAN(label)) for key, label in TYPES[question.type].options(question)]
        for question in RATHAUS.questions
    }
    assert labels == {
        "dort": [("yes", "Ja"), ("no", "Nein")],
        "wofuer": [
            ("ausweis", "Für einen Ausweis"),
            ("heirat", "Zum Heiraten"),
            ("anderes", "Für etwas anderes"),
        ],
        "gut": [
            ("1", "1 – gar nicht freundlich"),
            ("2", "2"),
            ("3", "3"),
            ("4", "4"),
            ("5", "5 – sehr freundlich"),
        ],
        "wuensche": [
            ("zeiten", "Längere Öffnungszeiten"),
            ("bank", "Mehr Bänke"),
            ("kaffee", "Kaffee"),
            ("nichts", "Es ist gut, wie es ist"),
        ],
        "warten": [],
        "wort": [],
        "mehr": [],
    }


def test_an_answer_a_later_version_dropped_shows_its_key() -> None:
    assert TYPES["single"].tell(ASKED["wofuer"], ("alt",)) == Quote("alt")
    assert GERMAN(TYPES["multiple"].tell(ASKED["wuensche"], ("bank", "alt"))) == "Mehr Bänke, alt"


def test_several_answers_are_told_in_the_reader_s_language_as_far_as_it_goes() -> None:
    labels: tuple[dict[str, str], ...] = ({"de": "Apfel", "en": "Apple"}, {"de": "Birne"}, {})
    options = tuple(Option(key, label) for key, label in zip("abc", labels, strict=True))
    question = Question("q", "multiple", {"de": "?"}, options=options)
    told = TYPES["multiple"].tell(question, ("a", "b", "c"))
    assert GERMAN(told) == "Apfel, Birne, c"
    assert ENGLISH(told) == "Apple, [German] Birne, c"


def test_presses_nobody_offered_are_refused() -> None:
    for key, code in (
        ("wuensche", "*x"),
        ("wuensche", "+x"),
        ("mehr", "done"),
        ("mehr", "+again"),
        ("mehr", "x"),
        ("gut", "a.6"),
    ):
        assert isinstance(TYPES[ASKED[key].type].read(ASKED[key], (), (), Pressed(code)), Refusal)
    assert TYPES["multiple"].read(ASKED["wuensche"], ("bank",), (), Pressed("-bank")) == Picked(())


def sentences(question: Question) -> list[tuple[tuple[str | int, ...], str]]:
    return [(problem.where, sentence(problem)) for problem in TYPES[question.type].check(question)]


def sentence(problem: Problem) -> str:
    words: Words = problem.sentence
    return GERMAN(words)


def choices(*options: Option, **limits: int) -> Question:
    return Question(
        "q", "multiple", {"de": "?"}, options=options, min=limits.get("min"), max=limits.get("max")
    )


A, B = Option("a", {"de": "Apfel"}), Option("b", {"de": "Birne"})


def test_right_questions_have_no_problem() -> None:
    assert [sentences(question) for question in ASKED.values()] == [[]] * len(ASKED)


def test_choices_are_checked() -> None:
    assert sentences(choices(A)) == [(("options",), "Es müssen 2 bis 12 Antworten sein, nicht 1.")]
    assert sentences(choices(A, replace(A, label={"de": "Anders"}))) == [
        (("options", 1, "key"), "Diesen Schlüssel gibt es schon.")
    ]
    assert sentences(choices(A, Option("B!", {"de": " Apfel "}))) == [
        (("options", 1, "key"), "Der Schlüssel braucht 1 bis 20 Zeichen aus a–z, 0–9 und _."),
        (("options", 1, "label", "de"), "Diese Antwort gibt es schon."),
    ]
    assert sentences(choices(A, Option("b", {"en": " "}))) == [
        (("options", 1, "label"), "Hier fehlt der Text.")
    ]
    assert sentences(choices(A, Option("b", {"de": "x" * 61}))) == [
        (("options", 1, "label", "de"), "Höchstens 60 Zeichen.")
    ]


def test_limits_are_checked() -> None:
    assert sentences(choices(A, B, min=2, max=1)) == [(("min",), "„Mindestens“ ist größer als „Höchstens“.")]
    assert sentences(Question("q", "number", {"de": "?"}, min=2, max=1)) == [
        (("min",), "Die kleinste Zahl ist größer als die größte.")
    ]
    assert sentences(choices(A, B, max=3)) == [(("max",), "Erlaubt ist 0 bis 2.")]
    assert sentences(choices(A, B, Option("c", {"de": "Nichts"}, exclusive=True), min=2)) == [
        (
            ("options", 2, "exclusive"),
            "Diese Antwort schließt alle anderen aus. Dann darf die kleinste Zahl nicht über 1 liegen.",
        )
    ]
    assert sentences(Question("q", "number", {"de": "?"}, max=1e9)) == [
        (("max",), "Erlaubt ist -999999999 bis 999999999.")
    ]
    assert sentences(Question("q", "short_text", {"de": "?"}, max=5000)) == [
        (("max",), "Erlaubt ist 0 bis 4096.")
    ]
    assert sentences(Question("q", "long_text", {"de": "?"}, min=-1)) == [
        (("min",), "Erlaubt ist 0 bis 20000.")
    ]
    assert sentences(Question("q", "scale", {"de": "?"}, low={"de": "a"})) == [
        (("high",), "Hier fehlt der Text.")
    ]


def how(question: Question) -> list[str]:
    return [GERMAN(words) for words in TYPES[question.type].ask(question, (), ()).how]


def test_how_to_answer_is_said_in_one_sentence_that_fits_the_limits() -> None:
    assert how(Question("q", "number", {"de": "?"})) == ["Bitte schreiben Sie eine Zahl, zum Beispiel 12."]
    assert how(Question("q", "number", {"de": "?"}, min=1)) == ["Bitte schreiben Sie eine Zahl ab 1."]
    assert how(Question("q", "number", {"de": "?"}, max=9)) == ["Bitte schreiben Sie eine Zahl bis 9."]
    assert how(Question("q", "number", {"de": "?"}, min=1, max=60, unit={"de": "Minuten"})) == [
        "Bitte schreiben Sie eine Zahl von 1 bis 60. Gemeint sind: Minuten."
    ]
    assert how(choices(A, B, min=1, max=1)) == ["Bitte wählen Sie genau 1 Antwort. Dann „Fertig“."]
    assert how(choices(A, B, max=2)) == ["Sie können mehrere Antworten wählen. Dann „Fertig“."]
