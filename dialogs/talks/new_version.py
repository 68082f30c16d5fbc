"""A new version of a guideline, told to who commented on what it changes: the sentences before and now."""

from datetime import datetime

from dialogs.city.city import City
from dialogs.city.difference import Change, changes
from dialogs.city.guideline_changes import SectionChange, Wording, compare
from dialogs.city.notification import SectionsChanged
from dialogs.city.window import Moment
from dialogs.engine.screen import Line, Screen, door, hint, title
from dialogs.talks.guideline import section_item
from dialogs.text import Content, Words, _

MOST_SECTIONS = 5
"""Sections told of at once, each with a button: one screen of a small phone."""

MOST_TOLD = 1500
"""Characters of changed sentences that are told; the rest is read in the section itself."""


def tell_changes(city: City, language: str, news: SectionsChanged, now: datetime) -> Screen | None:
    """What has changed in the sections one has commented on, with a way to each.

    None if the guideline is gone, or nothing reads otherwise in this language.
    """
    published = city.guidelines.get(news.guideline)
    if published is None or news.version not in published.versions:
        return None
    after = published.versions[news.version]
    before = max((number for number in published.versions if number < news.version), default=news.version)
    told = [
        change
        for change in compare(published.versions[before], after)
        if change.number in news.sections and change.changes(language)
    ]
    if not told:
        return None
    ways = tuple(
        (door(Content(section.title), "section", section_item(news.guideline, section.number)),)
        for change in told[:MOST_SECTIONS]
        if (section := published.newest.section(change.number))
    )
    lines = [
        title(_("Neue Fassung: {title}", title=Content(after.title))),
        Line(_("Sie haben etwas zu Abschnitten geschrieben, die sich geändert haben.")),
        *_sections(told[:MOST_SECTIONS], language),
        hint(_("Was Sie geschrieben haben, bleibt gespeichert.")),
    ]
    if ways and published.at(now) is Moment.OPEN:
        lines.append(Line(_("Zur neuen Fassung können Sie sich noch einmal äußern.")))
    return Screen(tuple(lines), (*ways, (door(_("Meine Beiträge"), "mine"),)))


def _sections(told: list[SectionChange], language: str) -> list[Line]:
    """Each section with its changes, as long as there is room."""
    lines: list[Line] = []
    room = MOST_TOLD
    for change in told:
        heading, text = change.wordings(language)
        if change.after is None:
            lines.append(Line(_("„{section}“ gibt es nicht mehr.", section=_title(heading, heading.before))))
            continue
        lines.append(Line(_heading(heading)))
        for each in changes(text.before, text.after):
            room -= len(each.before) + len(each.after)
            if room < 0:
                return [*lines, hint(_("Es hat sich noch mehr geändert. Alles steht in den Abschnitten."))]
            lines += _before_and_now(each, text.language)
    return lines


def _before_and_now(change: Change, language: str) -> list[Line]:
    """The sentences as they were and as they are; what is new has no before, what is gone no now."""
    was, now = (Content({language: words}, rich=True) for words in (change.before, change.after))
    if not change.before:
        return [Line(_("Neu: {words}", words=now))]
    if not change.after:
        return [Line(_("Weggefallen: {words}", words=was))]
    return [Line(_("Vorher: {words}", words=was)), Line(_("Jetzt: {words}", words=now))]


def _heading(heading: Wording) -> Words:
    """The title of a section, and the one it had if that has changed."""
    now = _title(heading, heading.after)
    if not heading.changed:
        return _("Im Abschnitt „{section}“:", section=now)
    return _(
        "Im Abschnitt „{section}“ (vorher: „{before}“):", section=now, before=_title(heading, heading.before)
    )


def _title(heading: Wording, words: str) -> Content:
    return Content({heading.language: words})
