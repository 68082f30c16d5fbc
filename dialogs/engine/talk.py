"""One conversation the bot can hold: what it wants to see, how it hears, how it shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from dialogs.city.citizen import Citizen
from dialogs.city.city import City
from dialogs.city.comment import Comment
from dialogs.city.facts import Fact
from dialogs.city.objection import Ruling
from dialogs.city.seat import Coming
from dialogs.city.subscription import Notices
from dialogs.city.wish import WishKind
from dialogs.engine.attachment import Attachment
from dialogs.engine.heard import Called, Heard
from dialogs.engine.place import Place
from dialogs.engine.screen import Screen
from dialogs.engine.wants import (
    Comments,
    Found,
    Guidelines,
    MyComment,
    MyComments,
    MyGuidelines,
    MyNotices,
    MyRuling,
    MyRun,
    MySurveys,
    MyWishes,
    OthersSay,
    Reading,
    Run,
    Sayings,
    Story,
    TakingPart,
    Want,
    Wishes,
)
from dialogs.engine.wants_announced import Announced, AnnouncedIn
from dialogs.engine.wants_events import Comings, Entrance, EntranceCode, MyEvent, MyEvents
from dialogs.text import Words


@dataclass(frozen=True, slots=True)
class View:
    """All a talk may look at.

    `now` is the moment the input counts from, which is when a message was written or a press arrived (aware);
    `code` is a fresh receipt code it may give out; `found` holds the answers to what the talks wanted;
    `arrived` tells when it reached us, if that may have been later; `zone` is where the city's clocks hang.
    """

    city: City
    citizen: Citizen
    place: Place
    now: datetime
    code: str = ""
    found: Mapping[Want, Found] = field(default_factory=dict)
    arrived: datetime | None = None
    zone: tzinfo = UTC

    @property
    def today(self) -> date:
        """The day it is in the city."""
        return self.now.astimezone(self.zone).date()

    def run(self, survey: str) -> Run:
        """The citizen's way through a survey; an empty one if there is none yet."""
        found = self.found.get(MyRun(survey))
        return found if isinstance(found, Run) else Run()

    def surveys(self) -> tuple[TakingPart, ...]:
        """The surveys the citizen takes part in."""
        found = self.found.get(MySurveys())
        return found if isinstance(found, tuple) else ()

    def reading(self, guideline: str) -> Reading:
        """The citizen's way through a guideline, as it is now; an empty one if there is none yet."""
        found, published = self.found.get(MyGuidelines()), self.city.guidelines.get(guideline)
        if not isinstance(found, Guidelines):
            return Reading()
        reading = found.readings.get(guideline, Reading())
        return reading.parted(published.versions) if published else reading

    def comments(self) -> tuple[Comment, ...]:
        """The citizen's comments, the newest first."""
        found = self.found.get(MyComments())
        return found.mine if isinstance(found, Comments) else ()

    def story(self, comment: int) -> Story:
        """All about one of the citizen's comments; an empty story of one that is not his."""
        found = self.found.get(MyComment(comment))
        return found if isinstance(found, Story) else Story()

    def sayings(self, want: OthersSay) -> Sayings:
        """What others say; nothing if that was not asked for."""
        found = self.found.get(want)
        return found if isinstance(found, Sayings) else Sayings()

    def wishes(self, guideline: str) -> frozenset[WishKind]:
        """What the citizen wishes to be told of a guideline."""
        found = self.found.get(MyWishes())
        return found.chosen.get(guideline, frozenset()) if isinstance(found, Wishes) else frozenset()

    def coming(self, event: str) -> Coming | None:
        """What is between the citizen and an event; None if that was not asked for."""
        found = self.found.get(MyEvent(event))
        return found if isinstance(found, Coming) else None

    def comings(self) -> Mapping[str, Coming]:
        """The events the citizen signed up for or went to."""
        found = self.found.get(MyEvents())
        return found.mine if isinstance(found, Comings) else {}

    def entrance(self, event: str) -> str:
        """The code shown at the door of an event; empty if there is none."""
        found = self.found.get(Entrance(event))
        return found.code if isinstance(found, EntranceCode) else ""

    def notices(self) -> Notices:
        """What the citizen wants to be told of all that is new; nothing if that was not asked for."""
        found = self.found.get(MyNotices())
        return found if isinstance(found, Notices) else Notices()

    def ruling(self, number: int) -> Ruling | None:
        """A moderator's ruling, if it is on a comment of the citizen."""
        found = self.found.get(MyRuling(number))
        return found if isinstance(found, Ruling) else None

    def announced(self, message: int) -> Announced | None:
        """What the city announced in a message; None if it was something else."""
        found = self.found.get(AnnouncedIn(message))
        return found if isinstance(found, Announced) else None


@dataclass(frozen=True, slots=True)
class Step:
    """What came of something heard: facts to record, the new place, notes for the top of the next screen."""

    place: Place
    facts: tuple[Fact, ...] = ()
    notes: tuple[Words, ...] = ()
    files: tuple[Attachment, ...] = ()
    """What goes with the next screen, and with no later one."""


def _nothing(_place: Place) -> tuple[Want, ...]:
    return ()


def _nothing_beside(_item: str) -> tuple[Want, ...]:
    return ()


def _nothing_more(_place: Place, _heard: Heard) -> tuple[Want, ...]:
    return ()


def _no_remark(_view: View) -> tuple[Words, ...]:
    return ()


def _where_it_is(view: View) -> Place:
    return view.place


def _never_gone(_view: View) -> Words | None:
    return None


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation, put together from the functions of its file."""

    name: str
    hear: Callable[[View, Heard], Step]
    show: Callable[[View], Screen]
    wants: Callable[[Place], tuple[Want, ...]] = _nothing
    on_leave: Callable[[View], tuple[Words, ...]] = _no_remark
    """What to say to somebody who goes elsewhere while something here is unfinished."""
    settle: Callable[[View], Place] = _where_it_is
    """The exact place of somebody who came through a door before it was seen what lies behind it."""
    gone: Callable[[View], Words | None] = _never_gone
    """What to say if what the place is about is no longer there: then there is nothing to hear or show."""
    looks_up: Callable[[Place, Heard], tuple[Want, ...]] = _nothing_more
    """What must be seen besides because of what was heard: the very thing that a button names."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Information that is given while the place waits underneath: it hears only its own doors.

    A door of it that acts (`Called.acts`) is heard only from who has read the notice.
    """

    name: str
    hear: Callable[[View, Called], Step]
    show: Callable[[View, str], Screen]
    wants: Callable[[str], tuple[Want, ...]] = _nothing_beside
    """What must be seen to hear and show an item."""
