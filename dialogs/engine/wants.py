"""What a talk needs to see before it hears or shows, as values; storage answers each kind with one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dialogs.city.answer import Answer
from dialogs.city.comment import Comment, Vote
from dialogs.city.facts import Fact, QuestionAnswered, SurveyHandedIn, SurveyStarted
from dialogs.city.objection import Ruling


@dataclass(frozen=True, slots=True)
class MyRun:
    """My way through one survey. Answered with a `Run`."""

    survey: str


@dataclass(frozen=True, slots=True)
class MySurveys:
    """The surveys I take part in. Answered with a tuple of `TakingPart`, the newest first."""


@dataclass(frozen=True, slots=True)
class MyReceipts:
    """What I got for the surveys I handed in. Answered with `Receipts`."""


@dataclass(frozen=True, slots=True)
class MyGuidelines:
    """How far I am in the guidelines. Answered with `Guidelines`."""


@dataclass(frozen=True, slots=True)
class MyComments:
    """The comments I have written. Answered with `Comments`."""


@dataclass(frozen=True, slots=True)
class MyRuling:
    """A moderator's ruling on a comment of mine. Answered with a `Ruling`, or None if there is none."""

    number: int


Want = MyRun | MySurveys | MyReceipts | MyGuidelines | MyComments | MyRuling


class RunState(StrEnum):
    """How far somebody came in a survey."""

    NONE = "none"
    STARTED = "started"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Run:
    """One person's way through one survey: pinned version, state, receipt, answers by question."""

    version: int = 0
    state: RunState = RunState.NONE
    receipt: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)

    def after(self, fact: Fact) -> "Run":
        """The run once this fact about it has happened; what concerns no run changes nothing."""
        match fact:
            case SurveyStarted(version=version) if self.state is RunState.NONE:
                return replace(self, version=version, state=RunState.STARTED)
            case QuestionAnswered(question=question, answer=answer):
                return replace(self, answers={**self.answers, question: answer})
            case SurveyHandedIn(receipt=receipt):
                return replace(self, state=RunState.COMPLETE, receipt=receipt)
            case _other:
                return self


@dataclass(frozen=True, slots=True)
class TakingPart:
    """That somebody takes part in a survey, and how far."""

    survey: str
    version: int
    state: RunState


@dataclass(frozen=True, slots=True)
class Receipts:
    """Survey → receipt."""

    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """My way through one guideline: the sections opened, the latest at the end; votes by section."""

    sections: tuple[int, ...] = ()
    votes: Mapping[int, Vote] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guidelines:
    """Guideline → my way through it; one I never opened is not in it."""

    readings: Mapping[str, Reading] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comments:
    """My comments, the newest first."""

    mine: tuple[Comment, ...] = ()


Found = Run | tuple[TakingPart, ...] | Receipts | Guidelines | Comments | Ruling | None


def still_known(found: Mapping[Want, Found], facts: Iterable[Fact]) -> dict[Want, Found]:
    """What was found and is certain without another look, now that these facts have happened.

    An answer changes only its own run, in a way we know: nearly all turns are of this kind. After any other
    fact nothing is taken for known.
    """
    known = dict(found)
    for fact in facts:
        if not isinstance(fact, QuestionAnswered):
            return {}
        run = known.get(MyRun(fact.survey))
        if isinstance(run, Run):
            known[MyRun(fact.survey)] = run.after(fact)
    return known
