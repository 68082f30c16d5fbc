"""What a citizen is told without having asked, as a screen: what has happened, why, and where it leads."""

from datetime import datetime

from dialogs.city.city import City
from dialogs.city.notification import (
    CommentDecided,
    CommentHidden,
    CommentShown,
    EventChanged,
    EventMinutes,
    EventNew,
    EventReminder,
    LastCall,
    News,
    NextSection,
    ObjectionDecided,
    SeatFree,
    SectionsChanged,
    SurveyWaits,
    WindowOpens,
)
from dialogs.city.objection import Contribution, Reason
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.talks import told_event, told_window
from dialogs.talks.guideline import section_item
from dialogs.talks.guideline_wishes import tell_next
from dialogs.talks.new_version import tell_changes
from dialogs.text import Content, Quote, _, filled, n_

MOST_RETOLD = 200
"""Characters of a comment that are said back: enough to know it again."""

MOST_COMMENTS = 5
"""Comments named at once if several were decided together."""

MINE = door(_("Meine Beiträge"), "mine")


def show(city: City, language: str, news: News, now: datetime) -> Screen | None:
    """The screen that tells it to who reads this language; all its buttons are doors.

    None if there is nothing left to tell.
    """
    match news:
        case CommentHidden():
            return _hidden(city, news)
        case CommentShown():
            return _shown(city, news)
        case ObjectionDecided():
            return _objection_decided(city, news)
        case CommentDecided():
            return _decided(city, news)
        case SectionsChanged():
            return tell_changes(city, language, news, now)
        case NextSection():
            return tell_next(city, news, now)
        case LastCall() | WindowOpens() | SurveyWaits():
            return told_window.tell(city, news, now)
        case EventNew() | EventReminder() | EventChanged() | EventMinutes() | SeatFree():
            return told_event.tell(city, news, now)


def something_new() -> Screen:
    """What is told if what has happened cannot be told in full."""
    return Screen(
        (title(_("Es gibt etwas Neues")), Line(_("Sie finden es unter „Meine Beiträge“."))), ((MINE,),)
    )


def _hidden(city: City, news: CommentHidden) -> Screen:
    lines = [
        title(_("Wir haben Ihren Beitrag ausgeblendet")),
        *tell_contribution(city, news.about),
        Line(_("Andere können Ihren Beitrag jetzt nicht lesen.")),
        *_why(news.reason),
        hint(
            _(
                "Sehen Sie das anders? Dann wählen Sie „Widersprechen“. "
                "Eine zweite Person prüft es noch einmal."
            )
        ),
    ]
    objecting = door(_("Widersprechen"), "objection", str(news.ruling))
    return Screen(tuple(lines), ((objecting,), _ways(city, news.about)))


def _shown(city: City, news: CommentShown) -> Screen:
    lines = [title(_("Ihr Beitrag ist nicht mehr ausgeblendet")), *tell_contribution(city, news.about)]
    if news.waits:
        lines.append(Line(_("Wir prüfen ihn noch einmal. Danach können andere ihn vielleicht lesen.")))
    else:
        lines.append(Line(_("Wir haben noch einmal hingesehen. Andere können Ihren Beitrag jetzt lesen.")))
    return Screen(tuple(lines), (_ways(city, news.about),))


def _objection_decided(city: City, news: ObjectionDecided) -> Screen:
    if news.released:
        lines = [title(_("Ihr Widerspruch hatte Erfolg")), *tell_contribution(city, news.about)]
        lines.append(Line(_("Ihr Beitrag ist nicht mehr ausgeblendet.")))
    else:
        lines = [title(_("Ihr Beitrag bleibt ausgeblendet")), *tell_contribution(city, news.about)]
        lines.append(Line(_("Eine zweite Person hat Ihren Widerspruch geprüft.")))
        lines += _why(news.reason)
    return Screen(tuple(lines), (_ways(city, news.about),))


def _decided(city: City, news: CommentDecided) -> Screen:
    """One answer, perhaps to several comments at once."""
    told, more = news.about[:MOST_COMMENTS], len(news.about) - MOST_COMMENTS
    lines = [title(n_("Antwort auf Ihren Beitrag", "Antwort auf Ihre {count} Beiträge", len(news.about)))]
    for about in told:
        lines += tell_contribution(city, about)
    if more > 0:
        lines.append(Line(n_("Und noch {count} Beitrag.", "Und noch {count} Beiträge.", more)))
    lines.append(Line(_("Stand: {status}", status=news.decision.status.label)))
    if news.decision.reason:
        lines.append(Line(_("Begründung: {reason}", reason=_in_german(news.decision.reason))))
    return Screen(tuple(lines), (_ways(city, told[0]) if len(told) == 1 else (MINE,),))


def tell_contribution(city: City, about: Contribution) -> list[Line]:
    """Which comment it is: its section in the version it was made on, and its first words."""
    lines: list[Line] = []
    published = city.guidelines.get(about.guideline)
    guideline = published.versions.get(about.version) if published else None
    section = guideline.section(about.section) if guideline else None
    if guideline and section:
        where = _(
            "Zu „{section}“ in „{title}“", section=Content(section.title), title=Content(guideline.title)
        )
        lines.append(Line(where))
    words = " ".join(about.words.split())
    if len(words) > MOST_RETOLD:
        words = f"{words[:MOST_RETOLD].rstrip()} …"
    lines.append(Line(_("Sie schrieben: {words}", words=Quote(words))))
    return lines


def _why(reason: Reason) -> list[Line]:
    """The rule of the house, and what the moderator adds."""
    lines: list[Line] = []
    if filled(reason.rule):
        lines.append(Line(_("Der Grund: {rule}", rule=Content(reason.rule))))
    if reason.note:
        lines.append(Line(_("Dazu schreibt die Moderation: {note}", note=_in_german(reason.note))))
    return lines


def _in_german(words: str) -> Content:
    """What staff wrote for one person: in German only, which is said to who reads another language."""
    return Content({"de": words})


def _ways(city: City, about: Contribution) -> tuple[Button, ...]:
    """To the section as it is now, if there still is one, and to everything of one's own."""
    published = city.guidelines.get(about.guideline)
    if published is None or published.newest.section(about.section) is None:
        return (MINE,)
    return (door(_("Zum Abschnitt"), "section", section_item(about.guideline, about.section)), MINE)
