"""What storage would keep of what a citizen wants to be told by itself."""

from dataclasses import dataclass, field, replace

from dialogs.city.facts import PersonErased
from dialogs.city.facts_notices import (
    AllSwitchedOff,
    QuietHoursChosen,
    RemindersStopped,
    RhythmChosen,
    SurveyReminderChosen,
    TopicChosen,
    TopicDropped,
)
from dialogs.city.quiet import QuietHours
from dialogs.city.subscription import Notices

Switched = (
    SurveyReminderChosen
    | RemindersStopped
    | TopicChosen
    | TopicDropped
    | RhythmChosen
    | QuietHoursChosen
    | AllSwitchedOff
)


@dataclass(slots=True)
class Switches:
    """Topics, rhythm, quiet hours, and surveys to be reminded of."""

    notices: Notices = field(default_factory=Notices)

    def keep(self, fact: Switched) -> None:
        """Writes one fact down: what is so already is a mistake of the talk, unless it is switched off."""
        mine = self.notices
        match fact:
            case TopicChosen(topic=topic):
                assert topic not in mine.topics, fact
                self.notices = replace(mine, topics=mine.topics | {topic})
            case TopicDropped(topic=topic):
                assert topic in mine.topics, fact
                self.notices = replace(mine, topics=mine.topics - {topic})
            case RhythmChosen(rhythm=rhythm):
                assert rhythm is not mine.rhythm, fact
                self.notices = replace(mine, rhythm=rhythm)
            case QuietHoursChosen(hours=hours):
                assert hours != mine.quiet, fact
                self.notices = replace(mine, quiet=hours)
            case SurveyReminderChosen(survey=slug):
                self.notices = replace(mine, reminders=(("survey", slug),))
            case RemindersStopped(kind=kind, slug=slug):
                left = tuple(about for about in mine.reminders if about != (kind, slug))
                self.notices = replace(mine, reminders=left)
            case AllSwitchedOff():
                self.notices = replace(mine, topics=frozenset(), reminders=())


def tell_switch(fact: QuietHoursChosen | AllSwitchedOff | PersonErased) -> str:
    """A fact on one line."""
    match fact:
        case QuietHoursChosen(hours=None):
            return "QuietHoursChosen as the city"
        case QuietHoursChosen(hours=QuietHours(starts=starts, ends=ends)):
            return f"QuietHoursChosen {starts // 60}-{ends // 60}"
        case PersonErased(keeps=keeps):
            return f"PersonErased, {'what was handed in stays' if keeps else 'all of it'}"
        case _all_off:
            return "AllSwitchedOff"
