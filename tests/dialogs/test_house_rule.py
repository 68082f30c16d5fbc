"""Rules of the house are worded in German, and better in three languages."""

import pytest

from dialogs.city.house_rule import MOST_RULE, word_rule
from dialogs.city.refusal import Refusal


def test_what_is_typed_is_cleaned_and_empty_languages_are_left_out() -> None:
    typed = {
        "de": " Keine\x00 Werbung. ",
        "en": "\u200b ",
        "de@simple": "Machen Sie keine Werbung.",
        "fr": "Non.",
    }
    assert word_rule(typed) == {"de": "Keine Werbung.", "de@simple": "Machen Sie keine Werbung."}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Bitte schreiben Sie die Regel auf Deutsch."),
        ({"de": " \u200b", "en": "No."}, "Bitte schreiben Sie die Regel auf Deutsch."),
        (
            {"de": "Nein.", "en": "x" * (MOST_RULE + 7)},
            "Das sind {over} Zeichen zu viel. Eine Regel hat in jeder Sprache höchstens {most}.",
        ),
    ],
)
def test_what_is_no_rule(typed: dict[str, str], sentence: str) -> None:
    refused = word_rule(typed)
    assert isinstance(refused, Refusal)
    assert refused.sentence.msgid == sentence
    assert refused.sentence.values.get("over", 7) == 7
