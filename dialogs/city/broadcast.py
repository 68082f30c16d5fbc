"""One message of the city to many people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from dialogs.city.subscription import ANNOUNCEMENTS
from dialogs.text import Localized


class BroadcastState(StrEnum):
    """How far a broadcast is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    """It waits for a second person."""
    PLANNED = "planned"
    """It begins when its time has come."""
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    """It was never sent, and will not be."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is to get it; all that is said must hold, what is empty says nothing."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    topic: str = ""
    """Those who subscribed to it (`dialogs.city.subscription`)."""
    languages: tuple[str, ...] = ()
    took_part_in: str = ""
    not_in: str = ""
    """Slugs of surveys."""
    signed_up_for: str = ""
    """The slug of an event."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What is said, to whom, and where it leads."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    title: Localized
    text: Localized = field(default_factory=dict)
    """Markdown, as in all texts by staff."""
    leads_to: str = ""
    """Where its button leads, as in a deep link (`survey-<slug>`, `event-<slug>` …); empty: no button."""
    attachment: str = ""
    """The digest of a picture or document; empty: none."""
    shows: Localized = field(default_factory=dict)
    """What is to be seen on the picture, for those who cannot see it."""
    audience: Audience = field(default_factory=Audience)
    spread_minutes: int = 0
    """Over how many minutes it is spread; 0: as fast as allowed."""
    service: bool = False
    """Whether it belongs to what people have signed up for: then it needs no consent to announcements."""


_S = BroadcastState
MOVES: Mapping[BroadcastState, frozenset[BroadcastState]] = {
    _S.DRAFT: frozenset((_S.SUBMITTED, _S.PLANNED, _S.WITHDRAWN)),
    _S.SUBMITTED: frozenset((_S.DRAFT, _S.PLANNED, _S.WITHDRAWN)),
    # It has become one for so many that somebody else has to agree first.
    _S.PLANNED: frozenset((_S.DRAFT, _S.SUBMITTED, _S.SENDING, _S.WITHDRAWN)),
    _S.SENDING: frozenset((_S.STOPPED, _S.DONE)),
    # Who has stopped one for good ends it: the others never get it.
    _S.STOPPED: frozenset((_S.SENDING, _S.DONE)),
    # A correction, or sending once more what perhaps did not arrive.
    _S.DONE: frozenset((_S.SENDING,)),
    _S.WITHDRAWN: frozenset(),
}
"""Which state may follow which."""

OUT = (_S.SENDING, _S.STOPPED, _S.DONE)
"""States of those that at least some people have got."""


def from_states(to: BroadcastState) -> tuple[BroadcastState, ...]:
    """The states from which another one can be reached."""
    return tuple(state for state, onward in MOVES.items() if to in onward)


def needs_second(recipients: int, threshold: int) -> bool:
    """Whether a second person has to agree; a threshold of 0 always asks for one."""
    return recipients >= threshold


def topics_of_all(audience: Audience, *, service: bool) -> frozenset[str]:
    """The topics everybody it goes to wants to be told of; announcements, unless they signed up for it."""
    return frozenset({audience.topic} if service else {audience.topic, ANNOUNCEMENTS}) - {""}


def may_approve(author: str, staff: str) -> bool:
    """Whether this member of staff is a second person: anybody but who wrote it."""
    return bool(staff) and staff != author


def corrected(sent: Broadcast, to: Broadcast) -> Broadcast:
    """What is sent from now on: other words and another button; whom it is for and its file stay."""
    return replace(sent, title=to.title, text=to.text, leads_to=to.leads_to)


MOST_IN_A_WEEK = 2
"""Announcements a person gets in seven days without staff being warned."""

WEEK = timedelta(days=7)


def crowded(at: datetime, others: Mapping[int, datetime]) -> Sequence[frozenset[int]]:
    """The weeks that are full if one more goes out at a moment: for each the other broadcasts in it.

    A week is any span of seven days that the moment lies in; `others` tells when each other one goes out.
    Only weeks in which somebody could get too many are told, and none that is a part of another.
    """
    near = {id: when for id, when in others.items() if abs(when - at) < WEEK}
    starts = [when for when in near.values() if when < at] + [at]
    weeks = {frozenset(id for id, when in near.items() if since <= when < since + WEEK) for since in starts}
    full = {week for week in weeks if len(week) >= MOST_IN_A_WEEK}
    return sorted((week for week in full if not any(week < other for other in full)), key=sorted)
