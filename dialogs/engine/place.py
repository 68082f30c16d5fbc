"""Where a citizen is: one small pointer, no stack; every talk keeps its own progress in its own rows."""

import json
from dataclasses import dataclass
from typing import Any

from dialogs.engine import buttons
from dialogs.engine.heard import Called


@dataclass(frozen=True, slots=True)
class Place:
    """Talk, item, run (the pinned version), step, what is being toggled, and what is to come afterwards."""

    talk: str
    item: str = ""
    run: int = 0
    step: str = ""
    picks: tuple[str, ...] = ()
    then: Called | None = None
    said: tuple[int, str] | None = None
    """Number of the last typed message that became an answer, and the question it answered."""
    aside: Called | None = None
    """What is being told on the side, while the place waits underneath."""
    before: Called | None = None
    """What was told on the side just before it: there "zurück" leads."""

    @property
    def mark(self) -> str:
        """What the step buttons of this place carry."""
        return buttons.mark(self.talk, self.item, self.run, self.step)


NOWHERE = Place("welcome")


def dump(place: Place) -> str:
    """A place as a JSON list, without the empty fields at its end."""
    then = [place.then.talk, place.then.item] if place.then else None
    told = [called for called in (place.aside, place.before) if called]
    aside = [part for called in told for part in (called.talk, called.item)]
    parts = [place.talk, place.item, place.run, place.step, place.picks, then, place.said, aside]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return _write(parts)


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: `json.dumps` makes a new one for each place."""


def load(body: str) -> Place:
    """The place that `dump` wrote."""
    talk, item, run, step, picks, then, said, aside = _padded(json.loads(body))
    return Place(
        talk=talk,
        item=item,
        run=run,
        step=step,
        picks=tuple(picks),
        then=Called(then[0], then[1]) if then else None,
        said=(said[0], said[1]) if said else None,
        aside=Called(aside[0], aside[1]) if aside else None,
        before=Called(aside[2], aside[3]) if len(aside) > 2 else None,
    )


def _padded(parts: list[Any]) -> list[Any]:
    return parts + ["", "", 0, "", (), None, None, ()][len(parts) :]
