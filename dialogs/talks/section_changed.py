"""What the newest change of a section has made of it, told aside: the sentences before and now."""

from dataclasses import replace

from dialogs.city.city import PublishedGuideline
from dialogs.city.difference import Change, changes
from dialogs.city.guideline_changes import SectionChange, Wording, last_change
from dialogs.engine.heard import Called
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.talks.guideline import NO_SUCH_SECTION, about_section, section_item
from dialogs.text import Content, Words, _


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place."""
    return Step(replace(view.place, aside=called))


def changed_door(published: PublishedGuideline, number: int, label: Words) -> Button:
    """The way to what has changed in a section, from anywhere."""
    return door(label, "section_changed", section_item(published.slug, number))


def ways_to_change(view: View, published: PublishedGuideline, number: int) -> list[tuple[Button, ...]]:
    """A row with the way there, if a version has changed the section in the language that is read."""
    if published.number == 1 or not last_change(published.versions, number, view.citizen.language):
        return []
    return [(changed_door(published, number, _("Was ist neu?")),)]


def tell_overtaken(view: View, published: PublishedGuideline, number: int) -> list[Line]:
    """Says to who writes on an older version that the section reads otherwise by now, or is gone."""
    known = {n: version for n, version in published.versions.items() if n >= view.place.run}
    change = last_change(known, number, view.citizen.language)
    if change is None:
        return []
    told = _("Inzwischen gibt es eine neue Fassung. Was Sie hier schreiben, gehört zur früheren.")
    return [hint(told)]


def show(view: View, item: str) -> Screen:
    """Every sentence that changed, and the way to the section."""
    slug, number = about_section(item)
    published = view.city.guidelines.get(slug)
    change = published and last_change(published.versions, number, view.citizen.language)
    if not published or not change:
        missing = published is None or not any(v.section(number) for v in published.versions.values())
        told = NO_SUCH_SECTION if missing else _("An diesem Abschnitt hat sich nichts geändert.")
        return Screen((Line(told),))
    heading, text = change.wordings(view.citizen.language)
    lines = [title(_("Was ist neu?")), Line(tell_heading(heading, change))]
    for each in changes(text.before, text.after):
        lines += tell_sentences(each, text.language)
    if change.after is None:
        lines.append(hint(_("Was dazu geschrieben wurde, bleibt gespeichert.")))
        return Screen(tuple(lines))
    return Screen(tuple(lines), ((door(_("Zum Abschnitt"), "section", item),),))


def tell_sentences(change: Change, language: str) -> list[Line]:
    """The sentences as they were and as they are; what is new has no before, what is gone no now."""
    was, now = (Content({language: words}, rich=True) for words in (change.before, change.after))
    if not change.before:
        return [Line(_("Neu: {words}", words=now))]
    if not change.after:
        return [Line(_("Weggefallen: {words}", words=was))]
    return [Line(_("Vorher: {words}", words=was)), Line(_("Jetzt: {words}", words=now))]


def tell_heading(heading: Wording, change: SectionChange) -> Words:
    """Which section it is, and the title it had if that has changed; or that it is gone."""
    before, after = (Content({heading.language: words}) for words in (heading.before, heading.after))
    if change.after is None:
        return _("„{section}“ gibt es nicht mehr.", section=before)
    if not heading.changed:
        return _("Im Abschnitt „{section}“:", section=after)
    return _("Im Abschnitt „{section}“ (vorher: „{before}“):", section=after, before=before)


ASIDE = Aside("section_changed", hear, show)
