"""Random citizens and random surveys for the property tests, and how many of them a run meets."""

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from dialogs.city.survey import Condition, Option, Question, Survey
from dialogs.engine import buttons
from dialogs.engine.heard import Corrected, Heard, Said, Unclear, Wish, Wished
from dialogs.engine.words import LOOSE
from dialogs.talks.unclear import SENTENCES
from tests.dialogs.cities import all3
from tests.dialogs.stage import Stage

OFTEN = settings(max_examples=60, deadline=None, derandomize=True)
"""For quick checks of one function: bounded, and the same ones in every run."""

SELDOM = settings(max_examples=40, deadline=None, derandomize=True)
"""For whole conversations."""

ANYTHING = st.text(st.characters(codec=None), max_size=30)
"""Text with everything a client may send, lone surrogates included."""

WORDS = st.one_of(
    ANYTHING,
    st.sampled_from(
        ["ja", "Nein", "3", "25", "0,5", "1.500", "Kaffee", "hell", "so lassen", "abgeben", "1 ändern"]
    ),
    st.sampled_from(sorted(LOOSE)),
)
TALKS = [
    "menu", "survey", "help", "project", "language", "here", "welcome", "x", "guideline", "section", "mine",
    "objection", "others", "event", "events", "checkin", "signup",
]  # fmt: skip
ITEMS = [
    "", "rathaus", "fragen", "bald", "vorbei", "en", "de", "simple", "dates", "nichts",
    "garten", "garten.up", "garten.off", "garten.day-on", "garten.week-off", "garten.all-off", "garten.x-y",
    "fest.up", "choose", "past-2-d-altstadt", "garten-7kx20p",
    "spielregeln", "spielregeln-1", "spielregeln-4", "spielregeln-99", "leitlinien-3", "1", "2", "99",
]  # fmt: skip
CODES = st.one_of(
    ANYTHING,
    st.builds(buttons.door, st.sampled_from(TALKS), st.sampled_from(ITEMS)),
    st.builds(
        buttons.step, st.sampled_from(["00000000", "deadbeef"]), st.sampled_from(["start", "done", "+x"])
    ),
)

NUMBERS = st.integers(0, 40)
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("press"), NUMBERS),
        st.tuples(st.just("press"), NUMBERS),
        st.tuples(st.just("press"), NUMBERS),
        st.tuples(st.just("press old"), NUMBERS, NUMBERS),
        st.tuples(st.just("say"), WORDS),
        st.tuples(st.just("say label"), NUMBERS),
        st.tuples(st.just("correct"), WORDS, st.integers(0, 3)),
        st.tuples(st.just("press code"), CODES),
        st.tuples(st.just("press forged"), ANYTHING),
        st.tuples(st.just("wish"), st.sampled_from(list(Wish))),
        st.tuples(st.just("send"), st.sampled_from([*SENTENCES, "sticker", ""])),
        st.tuples(st.just("wait"), NUMBERS),
    ),
    min_size=10,
    max_size=40,
)
"""What a citizen does one after the other, told so that it means something on any screen."""


def do(stage: Stage, move: tuple[Any, ...]) -> None:
    """One move on a stage."""
    if move[0] == "wait":
        stage.now += timedelta(hours=6 * move[1])
    else:
        stage.hear(_heard(stage, move))


def _heard(stage: Stage, move: tuple[Any, ...]) -> Heard:
    codes = stage.codes()
    match move:
        case "press", n:
            return buttons.read(codes[n % len(codes)])
        case "press old", back, n:
            old = stage.codes(stage.screens[-1 - back % len(stage.screens)])
            return buttons.read(old[n % len(old)])
        case "say", text:
            stage.messages += 1
            return Said(text, stage.messages)
        case "say label", n:
            return Said(stage.label(codes[n % len(codes)]))
        case "correct", text, back:
            return Corrected(text, stage.messages - back)
        case "press code", code:
            return buttons.read(code)
        case "press forged", value:
            return buttons.read(buttons.step(stage.place.mark, value))
        case "wish", wish:
            return Wished(wish, str(wish))
        case _, kind:
            return Unclear(kind)
    raise AssertionError(move)


KEYS = ("a", "b", "c")


@st.composite
def questions(draw: st.DrawFn, number: int, earlier: tuple[Question, ...]) -> Question:
    """A question with fixed answers that may depend on an earlier one."""
    kind = draw(st.sampled_from(["yes_no", "single", "multiple", "scale"]))
    condition = None
    depends: bool = draw(st.booleans())
    if earlier and depends:
        on = draw(st.sampled_from(earlier))
        answers = {"yes_no": ("yes", "no"), "scale": ("1", "2", "3", "4", "5")}.get(on.type, KEYS)
        named = draw(st.lists(st.sampled_from(answers), min_size=1, max_size=2, unique=True))
        condition = Condition(on.key, tuple(named), draw(st.sampled_from(["is", "is_not"])))
    return Question(
        f"q{number}",
        kind,
        all3(f"Frage {number}?", f"Question {number}?"),
        optional=draw(st.booleans()),
        no_answer=draw(st.booleans()),
        options=tuple(Option(key, all3(key, key)) for key in KEYS) if kind in ("single", "multiple") else (),
        low=all3("a", "a") if kind == "scale" else {},
        high=all3("b", "b") if kind == "scale" else {},
        show_if=condition,
    )


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    """A survey of up to seven questions with conditions."""
    asked: tuple[Question, ...] = ()
    for number in range(draw(st.integers(2, 7))):
        asked = (*asked, draw(questions(number, asked)))
    return Survey("zufall", all3("Zufall", "Chance"), asked)
