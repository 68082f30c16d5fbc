"""Sorts what citizens are to be told: what goes now and how, what later, what not any more; pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from dialogs.city.city import City
from dialogs.city.digest import Later, TooLate, Urgency, Wanted, plan
from dialogs.city.notification import News, NotificationKind
from dialogs.city.quiet import QuietHours
from dialogs.city.urgency import not_before, switch_of_all, urgency_of, useful_until
from dialogs.engine.screen import Screen
from dialogs.talks import notified
from dialogs.talks.told_digest import tell_digest
from storage.notifications import Fate, Untold

DIGESTED = (NotificationKind.EVENT_NEW, NotificationKind.WINDOW_OPENS, NotificationKind.LAST_CALL)
"""Several of these become one message."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: the notifications it tells, until when it is of use, what switches it off."""

    tells: tuple[Untold, ...]
    screen: Screen
    expires: datetime | None = None
    topic: str = ""

    @property
    def to(self) -> Untold:
        """The most urgent of them, which says to whom it goes and how soon."""
        return min(self.tells, key=lambda each: each.rank)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What becomes of a batch, by the numbers of the notifications."""

    letters: list[Letter] = field(default_factory=list)
    later: dict[int, datetime] = field(default_factory=dict)
    fates: dict[int, Fate] = field(default_factory=dict)


def sort(
    city: City,
    untold: Sequence[Untold],
    found: Mapping[int, News | Fate],
    now: datetime,
    zone: tzinfo,
    quiet: QuietHours,
) -> Sorted:
    """Sorts a batch; `found` is what each is about, `quiet` the city's quiet hours."""
    done = Sorted()
    digests: defaultdict[int, list[tuple[Untold, News, datetime | None]]] = defaultdict(list)
    for each in untold:
        news = found.get(each.id, Fate.OVER)
        if isinstance(news, Fate):
            done.fates[each.id] = news
            continue
        until = useful_until(city, news, each.noted, zone)
        earliest = not_before(news, zone)
        wanted = Wanted(each.rhythm, each.quiet or quiet)
        planned = plan(urgency_of(news), each.noted, until, wanted, now, zone)
        if earliest and earliest > now and planned is not TooLate.EXPIRED:
            done.later[each.id] = earliest
            continue
        match planned:
            case TooLate.EXPIRED:
                done.fates[each.id] = Fate.EXPIRED
            case Later(at=at):
                done.later[each.id] = at
            case _now if urgency_of(news) is Urgency.NEWS:
                digests[each.citizen].append((each, news, until))
            case goes:
                _write(done, city, [(each, news, until)], now, silently=goes.silently)
    for together in digests.values():
        _write(done, city, together, now)
    return done


def _write(
    done: Sorted,
    city: City,
    together: Sequence[tuple[Untold, News, datetime | None]],
    now: datetime,
    *,
    silently: bool = False,
) -> None:
    """One message for one piece of news, or for several; what is left of nothing is over."""
    first, news, _ = together[0]
    screen = notified.show(city, first.language, news, now)
    if len(together) > 1:
        screen = tell_digest(city, [news for _, news, _ in together], now)
    for each, _, _ in together:
        done.fates[each.id] = Fate.TOLD if screen else Fate.OVER
    if screen is None:
        return
    ends = [until for _, _, until in together]
    expires = None if None in ends else max(until for until in ends if until)
    topic = switch_of_all(news for _, news, _ in together)
    tells = tuple(each for each, _, _ in together)
    done.letters.append(Letter(tells, replace(screen, silent=silently), expires, topic))
