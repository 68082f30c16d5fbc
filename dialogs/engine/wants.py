"""What a talk needs to see before it hears or shows, as values; storage answers each kind with one query."""

from dataclasses import dataclass, field
from enum import StrEnum

from dialogs.city.answer import Answer


@dataclass(frozen=True, slots=True)
class MyRun:
    """My way through one survey. Answered with a `Run`."""

    survey: str


@dataclass(frozen=True, slots=True)
class MySurveys:
    """The surveys I take part in. Answered with a tuple of `TakingPart`, the newest first."""


Want = MyRun | MySurveys


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


@dataclass(frozen=True, slots=True)
class TakingPart:
    """That somebody takes part in a survey, and how far."""

    survey: str
    version: int
    state: RunState


Found = Run | tuple[TakingPart, ...]
