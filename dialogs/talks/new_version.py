"""A new version of a guideline, told to who commented on what it changes: the sentences before and now."""

from datetime import datetime

from dialogs.city.city import City, PublishedGuideline
from dialogs.city.difference import changes
from dialogs.city.guideline_changes import SectionChange, compare
from dialogs.city.notification import SectionsChanged
from dialogs.city.window import Moment
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.talks.guideline import section_item
from dialogs.talks.section_changed import changed_door, tell_heading, tell_sentences
from dialogs.text import Content, _

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
    here = {change.number for change in told if published.newest.section(change.number)}
    ways = tuple(_way(published, change, language) for change in told[:MOST_SECTIONS])
    lines = [
        title(_("Neue Fassung: {title}", title=Content(after.title))),
        Line(_("Sie haben etwas zu Abschnitten geschrieben, die sich geändert haben.")),
        *_sections(told[:MOST_SECTIONS], language),
        hint(_("Was Sie geschrieben haben, bleibt gespeichert.")),
    ]
    if here and published.at(now) is Moment.OPEN:
        lines.append(Line(_("Zur neuen Fassung können Sie sich noch einmal äußern.")))
    return Screen(tuple(lines), (*ways, (door(_("Meine Beiträge"), "mine"),)))


def _sections(told: list[SectionChange], language: str) -> list[Line]:
    """Each section with its changes, as long as there is room."""
    lines: list[Line] = []
    room = MOST_TOLD
    for change in told:
        heading, text = change.wordings(language)
        lines.append(Line(tell_heading(heading, change)))
        if change.after is None:
            continue
        for each in changes(text.before, text.after):
            room -= len(each.before) + len(each.after)
            if room < 0:
                more = _("Es hat sich noch mehr geändert. Im Abschnitt steht alles unter „Was ist neu?“.")
                return [*lines, hint(more)]
            lines += tell_sentences(each, text.language)
    return lines


def _way(published: PublishedGuideline, change: SectionChange, language: str) -> tuple[Button, ...]:
    """To the section as it is now; to what it said if it is gone."""
    section = published.newest.section(change.number)
    if section:
        return (door(Content(section.title), "section", section_item(published.slug, change.number)),)
    heading = change.wordings(language)[0]
    return (changed_door(published, change.number, Content({heading.language: heading.before})),)
