"""What the city may answer to a comment, and how each answer is called."""

import pytest

from dialogs.city.decision import MOST_REASON, SETTABLE, WAITING, Decision, Status, decide
from dialogs.city.refusal import Refusal

FINAL = ("adopted", "partly", "not_adopted", "out_of_scope")


def test_what_is_final_and_what_waits() -> None:
    assert [status.value for status in Status if status.is_final] == [*FINAL]
    assert {*WAITING} == {Status.RECEIVED, Status.IN_REVIEW}
    assert [status.value for status in SETTABLE] == ["in_review", *FINAL]


def test_every_status_has_a_name_of_its_own() -> None:
    assert len({status.label.msgid for status in Status}) == len(Status)


@pytest.mark.parametrize("status", FINAL)
def test_an_answer_has_a_reason(status: str) -> None:
    for nothing in ("", " \n\t ", "\u200b\u2800\ufe0f", "\x00\x07"):
        refusal = decide(status, nothing)
        assert isinstance(refusal, Refusal)
        assert refusal.sentence.msgid.startswith("Bitte nennen Sie den Grund.")
    assert decide(status, "Gute Idee.") == Decision(Status(status), "Gute Idee.")


def test_looking_into_it_needs_no_reason_and_may_have_one() -> None:
    assert decide("in_review", " \u200b ") == Decision(Status.IN_REVIEW, "")
    assert decide("in_review", "Wir fragen nach.") == Decision(Status.IN_REVIEW, "Wir fragen nach.")


@pytest.mark.parametrize("status", ["received", "", "ADOPTED", "adopted ", "x" * 10_000, "\ud800"])
def test_what_cannot_be_decided(status: str) -> None:
    refusal = decide(status, "Grund")
    assert isinstance(refusal, Refusal)
    assert refusal.sentence.msgid == "Bitte wählen Sie, was die Stadt antwortet."


def test_a_reason_has_an_end() -> None:
    assert decide("adopted", "ä" * MOST_REASON) == Decision(Status.ADOPTED, "ä" * MOST_REASON)
    refusal = decide("adopted", "ä" * (MOST_REASON + 3))
    assert isinstance(refusal, Refusal)
    assert refusal.sentence.values == {"over": 3, "most": MOST_REASON}


def test_a_reason_is_kept_as_clean_text() -> None:
    hostile = " <b>Nein</b>\r\n{{7*7}} \x00\ud800 e\u0301 "
    assert decide("partly", hostile) == Decision(Status.PARTLY, "<b>Nein</b>\n{{7*7}} \ufffd é")
