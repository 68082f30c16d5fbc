"""The difference of two texts: nothing is lost of either, and people can read it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.city.difference import Change, Kind, Stretch, changes, difference

SIGNS = {Kind.SAME: "", Kind.REMOVED: "-", Kind.ADDED: "+"}


def marked(before: str, after: str) -> str:
    """The difference on one line: [-gone-] [+come+]."""
    return "".join(
        f"[{SIGNS[part.kind]}{part.text}{SIGNS[part.kind]}]" if SIGNS[part.kind] else part.text
        for part in difference(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "", ""),
        ("Gleich.", "Gleich.", "Gleich."),
        ("", "Neu.", "[+Neu.+]"),
        ("Weg.", "", "[-Weg.-]"),
        (
            "Die Stadt informiert früh. Sie antwortet bald.",
            "Die Stadt informiert früh. Sie antwortet binnen vier Wochen.",
            "Die Stadt informiert früh. Sie antwortet [-bald-][+binnen vier Wochen+].",
        ),
        (
            "Alle Bürgerinnen und Bürger reden mit, auch Jugendliche.",
            "Alle Bürger:innen reden mit, auch Kinder und Jugendliche.",
            "Alle [-Bürgerinnen und Bürger-][+Bürger:innen+] reden mit, auch[+ Kinder und+] Jugendliche.",
        ),
        ("Ein Satz.\n\nNoch einer.", "Noch einer.", "[-Ein Satz.\n\n-]Noch einer."),
        ("a b c", "x b y", "[-a b c-][+x b y+]"),
    ],
)
def test_words_that_come_and_go(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


TEXT = st.lists(
    st.sampled_from(["Die Stadt ", "hört ", "zu. ", "Alle\n\n", "**fett** ", "z. B. ", "🌳", "ä", " ", "! "]),
    max_size=40,
).map("".join) | st.text(max_size=60)


@given(TEXT, TEXT)
def test_applying_the_difference_gives_back_both_texts(before: str, after: str) -> None:
    found = difference(before, after)
    assert "".join(part.text for part in found if part.kind is not Kind.ADDED) == before
    assert "".join(part.text for part in found if part.kind is not Kind.REMOVED) == after
    assert all(part.text for part in found)
    assert all(one.kind is not other.kind for one, other in pairwise(found))


@given(TEXT, TEXT)
def test_there_is_a_change_exactly_if_words_differ(before: str, after: str) -> None:
    assert bool(changes(before, after)) == (before.split() != after.split())


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Gleich.", "Gleich.", []),
        ("Eins.  Zwei.", "Eins.\n\nZwei.\n", []),
        ("", "Neu.", [Change("", "Neu.")]),
        ("Weg. Bleibt.", "Bleibt.", [Change("Weg.", "")]),
        ("Es ist am 3. März. Alle kommen.", "Es ist am 4. März. Alle kommen.",
         [Change("Es ist am 3. März.", "Es ist am 4. März.")]),
        ("Eins. **Zwei fett. Drei fett.** Vier.", "Eins. **Zwei fett. Drei neu.** Vier.",
         [Change("**Zwei fett. Drei fett.**", "**Zwei fett. Drei neu.**")]),
        ("- Rot\n- Grün\n- Blau", "- Rot\n- Gelb\n- Blau", [Change("- Grün", "- Gelb")]),
    ],
)  # fmt: skip
def test_sentences_that_differ(before: str, after: str, told: list[Change]) -> None:
    assert list(changes(before, after)) == told


@pytest.mark.parametrize("piece", ["a ", "aa. Bb. ", "Alle Menschen dieser Stadt reden mit. ", "\n", "x"])
def test_long_and_monotonous_texts_take_no_time(piece: str) -> None:
    before = (piece * 20_000)[:20_000]
    begin = time.process_time()
    difference(before, f"Neu. {before[:9_000]} mitten {before[9_000:]}")
    assert time.process_time() - begin < 5


def test_too_many_words_to_compare_count_as_new() -> None:
    before, after = "a b " * 1000, "b a " * 1000
    assert difference(before, after) == (Stretch(Kind.REMOVED, before), Stretch(Kind.ADDED, after))
