"""What a citizen is told of surveys and guidelines that open, wait and close, as a screen."""

from datetime import datetime

from dialogs.city.city import City, PublishedGuideline, PublishedSurvey
from dialogs.city.notification import Kind, LastCall, SurveyWaits, WindowOpens
from dialogs.city.window import Moment
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.talks.told_stop import stop_reminders, stop_topic
from dialogs.text import Content, Text, _


def tell(city: City, news: LastCall | WindowOpens | SurveyWaits, now: datetime) -> Screen | None:
    """The screen; None if there is nothing left to tell."""
    match news:
        case LastCall():
            return tell_last_call(city, news, now)
        case WindowOpens():
            return tell_opens(city, news, now)
        case SurveyWaits():
            return tell_waiting(city, news, now)


def find_open(city: City, of: Kind, slug: str, now: datetime) -> PublishedSurvey | PublishedGuideline | None:
    """A survey or guideline in which one can take part now."""
    published = city.surveys.get(slug) if of == "survey" else city.guidelines.get(slug)
    return published if published and published.at(now) is Moment.OPEN else None


def tell_opens(city: City, news: WindowOpens, now: datetime) -> Screen | None:
    """That it has opened, until when, and the way in; None if it is over."""
    published = find_open(city, news.of, news.slug, now)
    if published is None:
        return None
    body = published.newest
    head = _("Neue Umfrage") if news.of == "survey" else _("Neu zum Lesen und Mitreden")
    lines = [title(head), Line(Content(body.title))]
    if body.closes:
        lines.append(Line(_("Sie können bis {when} mitmachen.", when=body.closes)))
    return Screen(tuple(lines), ((way_in(news.of, news.slug),), (stop_topic("windows"),)))


def tell_last_call(city: City, news: LastCall, now: datetime) -> Screen | None:
    """That the end is near; None if it is over, or there is no end any more."""
    published = find_open(city, news.of, news.slug, now)
    closes = published.newest.closes if published else None
    if published is None or closes is None:
        return None
    lines = [title(_("Bald ist die Frist zu Ende")), Line(Content(published.newest.title))]
    if news.of == "survey":
        lines.append(Line(_("Sie können bis {when} mitmachen.", when=closes)))
    else:
        lines.append(Line(_("Bis {when} können Sie dazu Ihre Meinung sagen.", when=closes)))
    if news.wished:
        lines.append(hint(_("Sie wollten daran erinnert werden.")))
    stop = stop_reminders(news.of, news.slug) if news.wished else stop_topic("windows")
    return Screen(tuple(lines), ((way_in(news.of, news.slug),), (stop,)))


def tell_waiting(city: City, news: SurveyWaits, now: datetime) -> Screen | None:
    """That a survey is not finished, with the way to the open question; None if it is over."""
    published = find_open(city, "survey", news.survey, now)
    if published is None:
        return None
    lines = [
        title(_("Ihre Umfrage wartet")),
        Line(Content(published.newest.title)),
        Line(_("Ihre Antworten sind gespeichert. Sie zählen, wenn Sie am Ende abgeben.")),
    ]
    if published.newest.closes:
        lines.append(Line(_("Sie können bis {when} mitmachen.", when=published.newest.closes)))
    go_on = door(_("Weitermachen"), "survey", news.survey)
    return Screen(tuple(lines), ((go_on,), (stop_reminders("survey", news.survey),)))


def way_in(of: Kind, slug: str) -> Button:
    """To the survey, to the guideline."""
    labels: dict[Kind, Text] = {"survey": _("Zur Umfrage"), "guideline": _("Zur Übersicht")}
    return door(labels[of], of, slug)
