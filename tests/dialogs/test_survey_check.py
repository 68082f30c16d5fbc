"""The linter for surveys: every mistake with its place, none in a survey that is right."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dialogs.city.questions.kind import Problem
from dialogs.city.survey import Condition, Option, Question, Survey
from dialogs.city.survey_check import RESERVED_KEYS, Missing, check, missing_translations
from dialogs.text import Text, Words
from storage.exports import ABOUT_A_RUN


def options(*keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, {"de": f"Antwort {key}"}) for key in keys)


def question(key: str = "bus", type: str = "yes_no", **fields: Any) -> Question:
    return Question(key, type, {"de": "Fahren Sie Bus?"}, **fields)


def survey(*questions: Question, **fields: Any) -> Survey:
    given = {"slug": "verkehr", "title": {"de": "Verkehr"}, "questions": questions or (question(),), **fields}
    return Survey(**given)


def sentence(words: Words) -> str:
    assert isinstance(words, Text)
    return words.msgid.format(**words.values)


def found(survey: Survey) -> list[tuple[tuple[str | int, ...], str]]:
    return [(problem.where, sentence(problem.sentence)) for problem in check(survey)]


def test_a_right_survey_has_no_problems() -> None:
    assert check(survey()) == []


@pytest.mark.parametrize("slug", ["", "Verkehr", "ver kehr", "straße", "a" * 41, "a/b", "١"])
def test_the_slug_must_fit_into_links(slug: str) -> None:
    assert found(survey(slug=slug)) == [
        (("slug",), "Der Kurzname braucht 1 bis 40 Zeichen aus a–z, 0–9 und dem Bindestrich.")
    ]


@pytest.mark.parametrize("title", [{}, {"de": ""}, {"de": " \t\n"}, {"de": "\u200b\u3164\u2800\u00ad"}])
def test_a_title_nobody_can_see_is_missing(title: dict[str, str]) -> None:
    assert found(survey(title=title)) == [(("title",), "Hier fehlt der Text.")]


def test_a_title_of_emoji_alone_is_no_title() -> None:
    assert found(survey(title={"de": "🚌🚌"})) == [
        (("title", "de"), "Bitte auch Buchstaben oder Ziffern schreiben.")
    ]


def test_texts_have_a_longest_length() -> None:
    long = survey(question(hint={"en": "x" * 901}), title={"de": "x" * 10_000}, about={"de": "x" * 900})
    assert found(long) == [
        (("title", "de"), "10000 Zeichen. Hier passen 100."),
        (("questions", 0, "hint", "en"), "901 Zeichen. Hier passen 900."),
    ]


def test_a_language_nobody_can_choose_is_named() -> None:
    assert found(survey(title={"de": "Verkehr", "fr": "Circulation"})) == [
        (("title", "fr"), "Diese Sprache gibt es hier nicht: fr.")
    ]


def test_a_survey_has_1_to_60_questions() -> None:
    none = Survey("verkehr", {"de": "Verkehr"}, ())
    many = survey(*(question(f"q{i}") for i in range(61)))
    assert found(none) == [(("questions",), "Die Umfrage hat noch keine Frage.")]
    assert found(many) == [(("questions",), "Mehr als 60 Fragen sind zu viel.")]


def test_question_keys_are_well_formed_and_unique() -> None:
    form = "Der Name braucht 1 bis 31 Zeichen aus a–z, 0–9 und _, vorn ein Buchstabe."
    assert found(survey(question("1bus"), question("bus"), question("bus"), question("ü"))) == [
        (("questions", 0, "key"), form),
        (("questions", 2, "key"), "Eine Spalte mit diesem Namen gibt es schon."),
        (("questions", 3, "key"), form),
    ]


def test_a_key_may_not_hide_another_column_of_the_export() -> None:
    assert found(survey(question("language"))) == [
        (("questions", 0, "key"), "So heißt schon eine andere Spalte im Export.")
    ]
    assert RESERVED_KEYS == ABOUT_A_RUN


def test_an_unknown_type_is_named() -> None:
    assert found(survey(question(type="matrix"))) == [
        (("questions", 0, "type"), "Diese Art von Frage gibt es nicht: matrix.")
    ]


def test_what_a_type_finds_stands_at_its_question() -> None:
    assert found(survey(question(), question("netz", "single", options=options("a")))) == [
        (("questions", 1, "options"), "Es müssen 2 bis 12 Antworten sein, nicht 1.")
    ]


def test_fields_a_type_has_no_use_for_are_named() -> None:
    assert found(survey(question(options=options("a", "b"), max=3))) == [
        (("questions", 0, "options"), "Das passt nicht zu dieser Art von Frage."),
        (("questions", 0, "max"), "Das passt nicht zu dieser Art von Frage."),
    ]


def test_the_window_is_in_order_and_in_our_time() -> None:
    noon = datetime(2024, 3, 8, 12, tzinfo=UTC)
    assert found(survey(opens=noon, closes=noon)) == [(("closes",), "Das Ende liegt nicht nach dem Beginn.")]
    assert found(survey(opens=noon.replace(year=1), closes=noon.replace(year=9999))) == [
        (("opens",), "Das Jahr 1 kann nicht stimmen."),
        (("closes",), "Das Jahr 9999 kann nicht stimmen."),
    ]


@pytest.mark.parametrize("minutes", [0, -1, 61])
def test_minutes_are_1_to_60(minutes: int) -> None:
    assert found(survey(minutes=minutes)) == [(("minutes",), "Möglich sind 1 bis 60 Minuten.")]


BUS = question("bus")
NETWORK = question("netz", "single", options=options("a", "b"))
MANY = question("viele", "multiple", options=options("a", "b", "c"))


def asked_if(*earlier: Question, **condition: Any) -> Survey:
    return survey(*earlier, question("dann", show_if=Condition(**condition)))


@pytest.mark.parametrize(
    ("earlier", "answer"),
    [
        (BUS, "no"),
        (NETWORK, "b"),
        (MANY, "c"),
        (question("note", "scale", low={"de": "x"}, high={"de": "y"}), "5"),
    ],
)
def test_a_condition_may_name_an_answer_of_a_closed_question(earlier: Question, answer: str) -> None:
    assert check(asked_if(earlier, question=earlier.key, answers=(answer,))) == []


@pytest.mark.parametrize(
    ("condition", "field", "words"),
    [
        ({"question": "zug", "answers": ("yes",)}, "question", "eine Frage, die es nicht gibt: zug."),
        (
            {"question": "dann", "answers": ("yes",)},
            "question",
            "eine Frage, die erst später kommt: Frage 2 „Fahren Sie Bus?“.",
        ),
        ({"question": "bus", "answers": ("ja",)}, "answers", "eine Antwort, die es nicht gibt: ja."),
    ],
)
def test_a_condition_that_names_nothing(condition: dict[str, Any], field: str, words: str) -> None:
    assert found(asked_if(BUS, **condition)) == [
        (("questions", 1, "show_if", field), f"Die Bedingung nennt {words}")
    ]


def test_a_condition_needs_fixed_answers_a_known_relation_and_a_choice() -> None:
    at: tuple[str | int, ...] = ("questions", 1, "show_if")
    open_question = asked_if(question("wo", "short_text"), question="wo", answers=("hier",))
    assert found(open_question) == [
        ((*at, "question"), "Diese Frage hat keine festen Antworten. Eine Bedingung braucht feste Antworten.")
    ]
    assert found(asked_if(BUS, question="bus", answers=("yes",), relation="has")) == [
        ((*at, "relation"), "Möglich sind hier nur „is“ und „is_not“.")
    ]
    assert found(asked_if(BUS, question="bus", answers=())) == [
        ((*at, "answers"), "Bitte mindestens eine Antwort wählen.")
    ]


UNREACHABLE = "So wird diese Frage nie gestellt."


def test_a_question_every_answer_hides_is_unreachable() -> None:
    hidden = asked_if(BUS, question="bus", relation="is_not", answers=("yes", "no"))
    assert found(hidden) == [(("questions", 1, "show_if"), UNREACHABLE)]


@pytest.mark.parametrize(
    "way_out", [{"optional": True}, {"no_answer": True}, {"show_if": Condition("frueher", ("yes",))}]
)
def test_a_question_that_may_stay_without_answer_hides_nothing(way_out: dict[str, Any]) -> None:
    unsure = asked_if(
        question("frueher"), replace(BUS, **way_out), question="bus", relation="is_not", answers=("yes", "no")
    )
    assert check(unsure) == []


def test_what_hangs_on_an_unreachable_question_is_unreachable_too() -> None:
    never = question("nie", show_if=Condition("bus", ("yes", "no"), "is_not"))
    behind = question("danach", show_if=Condition("nie", ("yes",)))
    always = question("immer", show_if=Condition("nie", ("yes",), "is_not"))
    assert found(survey(BUS, never, behind, always)) == [
        (("questions", 1, "show_if"), UNREACHABLE),
        (("questions", 2, "show_if"), UNREACHABLE),
    ]


def test_how_many_answers_are_wanted_decides_what_can_be_avoided() -> None:
    condition = {"question": "viele", "relation": "is_not", "answers": ("a", "b")}
    nothing = (*options("a", "b"), Option("c", {"de": "Nichts davon"}, exclusive=True))
    assert check(asked_if(replace(MANY, min=1), **condition)) == []
    assert check(asked_if(replace(MANY, options=nothing), **condition)) == []
    assert found(asked_if(replace(MANY, min=2), **condition)) == [(("questions", 1, "show_if"), UNREACHABLE)]


def test_missing_languages_are_told_and_are_no_mistake() -> None:
    half = survey(
        question("netz", "single", options=(Option("a", {"en": "Yes"}), Option("b", {"de": "b", "en": "b"}))),
        title={"de": "Verkehr", "en": "Traffic", "de@simple": "Ver·kehr"},
        about={"de": "Worum", "en": "  "},
    )
    assert check(half) == []
    assert missing_translations(half) == [
        Missing(("about",), ("en", "de@simple")),
        Missing(("questions", 0, "text"), ("en", "de@simple")),
        Missing(("questions", 0, "options", 0, "label"), ("de", "de@simple")),
        Missing(("questions", 0, "options", 1, "label"), ("de@simple",)),
    ]


def test_a_problem_is_a_plain_value() -> None:
    [problem] = check(survey(minutes=0))
    assert problem == Problem(("minutes",), Text("Möglich sind 1 bis {most} Minuten.", {"most": 60}))
