"""Everything that reads what people send: it never breaks, and it never guesses."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogs.city.cleaning import clean, fold, is_empty
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose, Said, Unclear, Wish, Wished
from dialogs.engine.screen import Asks, Button, Line, Screen
from dialogs.engine.words import is_slip, understand
from dialogs.text import Quote, Text, Words
from locales.translator import translator
from tests.dialogs.chance import ANYTHING, OFTEN
from tests.dialogs.stage import BERLIN

KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789_.+-", min_size=1, max_size=54)


@given(code=ANYTHING)
@OFTEN
def test_any_code_can_be_read(code: str) -> None:
    assert isinstance(buttons.read(code), Chose | Called | Unclear)


@pytest.mark.parametrize(
    "code", ["", "x" * 65, "v1:999999:1", "s0:a", "d:menu", "d:Menu:", "s00000000:ä", "\x00"]
)
def test_codes_nobody_of_us_wrote_are_unclear(code: str) -> None:
    assert buttons.read(code) == Unclear("button")


@given(talk=ANYTHING, item=ANYTHING, run=st.integers(), step=ANYTHING, value=KEYS)
@OFTEN
def test_a_step_button_comes_back_as_it_was_made(
    talk: str, item: str, run: int, step: str, value: str
) -> None:
    mark = buttons.mark(clean(talk), clean(item), run, clean(step))
    code = buttons.step(mark, value)
    assert buttons.read(code) == Chose(mark, value)
    assert len(code.encode()) <= buttons.LONGEST


@given(
    talk=st.from_regex(r"[a-z_]{1,20}", fullmatch=True),
    item=st.from_regex(r"[a-z0-9-]{0,44}", fullmatch=True),
)
@OFTEN
def test_a_door_comes_back_as_it_was_made(talk: str, item: str) -> None:
    code = buttons.door(talk, item)
    assert buttons.read(code) == Called(talk, item)
    assert len(code.encode()) <= buttons.LONGEST


@given(payload=ANYTHING)
@OFTEN
def test_any_link_can_be_read(payload: str) -> None:
    assert isinstance(buttons.read_payload(payload), Called)


def test_links() -> None:
    assert buttons.read_payload("") == Called("menu")
    assert buttons.read_payload("survey-mit-reden-2") == Called("survey", "mit-reden-2")
    assert buttons.read_payload("menu") == Called("menu")
    assert buttons.read_payload("survey-") == Called("unknown")
    assert buttons.read_payload("Ümläut") == Called("unknown")
    assert buttons.read_payload("section-" + "a" * 40 + "-999") == Called("section", "a" * 40 + "-999")
    with_code = "a" * 40 + "-7kx20p"
    assert buttons.read_payload(f"checkin-{with_code}") == Called("checkin", with_code)
    assert buttons.read_payload("survey-" + "a" * 48) == Called("unknown")


def test_only_a_button_can_say_what_is_done_at_once() -> None:
    code = buttons.door("event", "a" * 40 + ".hours-off")
    assert len(code) <= buttons.LONGEST
    pressed = buttons.read(code)
    assert pressed == Called("event", "a" * 40 + ".hours-off") and pressed.acts
    assert not Called("event", "fest").acts
    assert buttons.read_payload("event-fest.up") == Called("unknown")
    assert buttons.read("d:event:fest.Up") == Unclear("button")


@given(text=st.text(st.characters(codec=None), max_size=200))
@example("a\x00b\ud83d\r\n\u0085e\u0301")
@OFTEN
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)


def test_cleaning_keeps_what_people_need() -> None:
    family = "👩\u200d👩\u200d👧"
    assert clean(f"{family} \u202eabc\u202c ﬁ＜") == f"{family} \u202eabc\u202c ﬁ＜"
    assert clean("a\u0308\r\nb\rc\td\x00") == "ä\nb\nc\td"
    assert clean("\ud83d") == "\ufffd"


@pytest.mark.parametrize(
    "text", ["", " \t\n", "\u200b" * 5, "\u3164", "\u2800", "\u00ad", "\u2060", "\ufe0f", "\u202e\u2066"]
)
def test_what_nobody_can_see_is_empty(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize("text", ["0", ".", "😀", "\u0301", "a\u200b"])
def test_what_can_be_seen_is_not_empty(text: str) -> None:
    assert not is_empty(text)


@given(text=ANYTHING)
@OFTEN
def test_folding_is_done_once_and_for_all(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_makes_equal_what_people_mean() -> None:
    assert fold(" STRASSE! ") == fold("straße") == "strasse"
    assert fold("„Zurück“.") == fold("ZURU\u0308CK") == "zurück"


@pytest.mark.parametrize("typed", ["hilve", "hlife", "hilf", "hilfee", "ilfe", "hifle"])
def test_one_slip(typed: str) -> None:
    assert is_slip(typed, "hilfe")


@pytest.mark.parametrize("typed", ["hilvt", "hi", "hilfe bitte", "efilh", "", "unhilfe"])
def test_more_than_one_slip(typed: str) -> None:
    assert not is_slip(typed, "hilfe")


@given(typed=st.text("abc", max_size=5), word=st.text("abc", max_size=5))
@OFTEN
def test_slips_are_what_they_are_said_to_be(typed: str, word: str) -> None:
    slips = {word}
    for i in range(len(word) + 1):
        slips |= {word[:i] + letter + word[i:] for letter in "abc"}
        slips |= {word[:i] + letter + word[i + 1 :] for letter in "abc" if i < len(word)}
        slips.add(word[:i] + word[i + 1 :])
        slips.add(word[:i] + word[i : i + 2][::-1] + word[i + 2 :])
    assert is_slip(typed, word) == (typed in slips)


def say(words: Words) -> str:
    assert isinstance(words, Quote)
    return words.words


def screen(*labels: tuple[str, str], asks: Asks = Asks.NOTHING) -> Screen:
    rows = tuple((Button(Quote(label), code),) for label, code in labels)
    return Screen((Line(Quote("?")),), rows, asks)


HERE = "s00000000:"


def test_a_typed_label_is_a_press() -> None:
    shown = screen(("Grün", f"{HERE}a.g"), ("Hilfe!", "d:help:"))
    assert understand(Said("grün."), shown, say) == Chose("00000000", "a.g")
    assert understand(Said("/HILFE"), shown, say) == Called("help")


def test_an_answer_is_never_guessed() -> None:
    shown = screen(("wichtig", f"{HERE}a.w"), ("Erlenbach", f"{HERE}a.e"), ("Erfenbach", f"{HERE}a.f"))
    for typed in ("wichtg", "unwichtig", "Erbenbach"):
        assert understand(Said(typed), shown, say) == Said(typed)


def test_two_buttons_of_one_label_are_not_told_apart() -> None:
    shown = screen(("Ja", f"{HERE}a.1"), ("ja", f"{HERE}a.2"))
    assert understand(Said("ja"), shown, say) == Said("ja")


def test_a_label_goes_before_a_word_of_ours_and_both_before_a_slip() -> None:
    shown = screen(("Pause", f"{HERE}a.p"), ("Fertige", "d:help:"))
    assert understand(Said("pause"), shown, say) == Chose("00000000", "a.p")
    assert understand(Said("fertig"), shown, say) == Wished(Wish.DONE, "fertig")
    assert understand(Said("fertigee"), shown, say) == Called("help")


def test_a_slip_between_two_words_is_not_decided() -> None:
    assert understand(Said("stast"), screen(), say) == Called("menu")
    assert understand(Said("stapt"), screen(("Stapf", "d:help:")), say) == Said("stapt")


def test_where_text_is_asked_only_plain_words_of_ours_count() -> None:
    for asks in (Asks.TEXT, Asks.LONG_TEXT):
        shown = screen(("Überspringen", f"{HERE}skip"), asks=asks)
        assert understand(Said("Termine"), shown, say) == Said("Termine")
        assert understand(Said("zurük"), shown, say) == Said("zurük")
        assert understand(Said("Zurück"), shown, say) == Wished(Wish.BACK, "Zurück")
        assert understand(Said("überspringen"), shown, say) == Chose("00000000", "skip")


def test_the_dots_of_leichte_sprache_need_not_be_typed() -> None:
    shown = screen(("Innen·stadt", f"{HERE}a.i"))
    assert understand(Said("innenstadt"), shown, say) == Chose("00000000", "a.i")


def test_a_part_of_what_leads_somewhere_is_enough() -> None:
    shown = screen(
        ("1. Fest: Wald", "d:event:wald"), ("✓ 2. Markt", "d:section:markt-2"), ("Ort: Au", "d:au:")
    )
    for typed in ("Fest: Wald", "wald", "wlad"):
        assert understand(Said(typed), shown, say) == Called("event", "wald")
    assert understand(Said("markt"), shown, say) == Called("section", "markt-2")
    assert understand(Said("au"), shown, say) == Called("au")
    for typed in ("12", "fest", "ort", "✓"):
        assert understand(Said(typed), shown, say) == Said(typed)


def test_a_part_of_two_labels_is_not_decided_and_never_an_answer() -> None:
    shown = screen(("1. Wald", "d:event:wald"), ("Ort: Wald", "d:event:au"), ("2. Ja: Auto", f"{HERE}a.a"))
    for typed in ("wald", "auto"):
        assert understand(Said(typed), shown, say) == Said(typed)
    for asks in (Asks.TEXT, Asks.NUMBER):
        assert understand(Said("au"), screen(("1. Au", "d:au:"), asks=asks), say) == Said("au")


def test_the_number_we_gave_a_button_is_enough_if_no_other_has_it() -> None:
    english = translator("en", BERLIN).plain
    labels = (Text("Change {number}", {"number": 1}), Text("{number}. More", {"number": 2}))
    again = Text("{number}. Me too", {"number": 2})
    row = tuple(Button(label, f"{HERE}{at}") for at, label in enumerate((*labels, again)))
    assert understand(Said("1."), Screen((), (row,)), english) == Chose("00000000", "0")
    assert understand(Said("2"), Screen((), (row,)), english) == Said("2")
    assert understand(Said("1"), Screen((), (row,), Asks.NUMBER), english) == Said("1")


@given(text=st.text(st.characters(codec=None), max_size=100), asks=st.sampled_from(Asks))
@OFTEN
def test_any_text_can_be_understood(text: str, asks: Asks) -> None:
    shown = screen(("Ja", f"{HERE}a.1"), ("Menü", "d:menu:"), asks=asks)
    assert isinstance(understand(Said(text), shown, say), Said | Chose | Called | Wished)
