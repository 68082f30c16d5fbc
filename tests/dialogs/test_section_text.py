"""Long texts are cut where a reader would pause, and nothing of them gets lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.city.comment import CommentKind
from dialogs.talks.section_desk import Desk, read_desk
from dialogs.talks.section_text import AT_ONCE, BEGINNING, NEARLY, beginning, last_portion, portions
from dialogs.text import Content
from tests.dialogs.chance import OFTEN

SENTENCE = "Wer spricht, darf ausreden. "
TEXTS = st.lists(st.sampled_from([SENTENCE, "ohne" * 40, "\n", "\n\n", " ", "x" * 4000]), max_size=400)


@given(pieces=TEXTS)
@OFTEN
def test_every_portion_fits_and_all_of_them_are_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    read = [content.texts["de"] for content in portions({"de": text}, "de")]
    assert "".join("".join(read).split()) == "".join(text.split())
    assert all(len(portion) <= NEARLY for portion in read)
    assert last_portion({"de": text}, "de") == (str(len(read)) if len(read) > 1 else "")


def test_a_text_is_cut_between_paragraphs_else_at_the_best_end_there_is() -> None:
    paragraph = SENTENCE * 40
    first, *_rest = portions({"de": f"{paragraph}\n\n" * 4}, "de")
    assert first.texts == {"de": f"{paragraph}\n\n{paragraph}".rstrip()}
    first, *_rest = portions({"de": f"- {SENTENCE}\n" * 200}, "de")
    assert first.texts["de"].endswith(SENTENCE.rstrip())
    first, *_rest = portions({"de": SENTENCE * 200}, "de")
    assert first.texts["de"].endswith("ausreden.")
    first, *_rest = portions({"de": "oh " * 2000}, "de")
    assert first.texts["de"].endswith("oh")
    first, *_rest = portions({"de": "o" * 5000}, "de")
    assert len(first.texts["de"]) == AT_ONCE


@pytest.mark.parametrize(
    ("language", "read"), [("de", "de"), ("en", "en"), ("de@simple", "de"), ("fr", "de")]
)
def test_a_portion_is_in_the_language_the_text_is_read_in(language: str, read: str) -> None:
    texts = {"de": "Deutsch. " * 1000, "en": "English. " * 1000, "de@simple": " "}
    assert {*portions(texts, language)[0].texts} == {read}
    assert {*portions({"tr": "Türkçe. " * 1000}, "de")[0].texts} == {"tr"}


def test_a_short_text_stays_as_it_is() -> None:
    texts = {"de": "Kurz.", "en": "Short."}
    assert portions(texts, "en") == (Content(texts, rich=True),)
    assert beginning(texts, "en") == (Content(texts, rich=True), False)
    assert portions({}, "de") == (Content({}, rich=True),)


def test_the_beginning_says_that_there_is_more() -> None:
    content, is_cut = beginning({"de": SENTENCE * 100}, "de")
    assert is_cut
    assert content.texts["de"].endswith("ausreden. …")
    assert len(content.texts["de"]) <= BEGINNING + 2


@pytest.mark.parametrize(
    "desk", [Desk(), Desk(CommentKind.PROPOSAL, at="receipt"), Desk(CommentKind.COMMENT, 12, "discard")]
)
def test_a_desk_comes_back_as_it_was_told(desk: Desk) -> None:
    assert read_desk(desk.step) == desk


@pytest.mark.parametrize("step", ["", "2", "receipt", "comment.0", "comment.x", "comment.1.2", "proposal."])
def test_nothing_is_written_anywhere_else(step: str) -> None:
    assert read_desk(step) is None
