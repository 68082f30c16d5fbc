"""What a draft changes, as staff see it before they publish: section by section, language by language."""

from collections.abc import Sequence
from dataclasses import dataclass

from admin_web.editor.wording import german
from admin_web.speech import LANGUAGE_NAMES
from dialogs.city.difference import Kind, Stretch, difference
from dialogs.city.guideline import Guideline
from dialogs.city.guideline_changes import SectionChange, Wording, compare
from dialogs.text import LANGUAGES

BESIDE = 160
"""Characters shown of what stays the same before and after a change."""

HTML_CODES = {"de": "de", "en": "en", "de@simple": "de-simple"}


@dataclass(frozen=True, slots=True)
class Text:
    """Title and text of a section in one language, word by word; empty where nothing differs."""

    language: str
    lang: str
    title: Sequence[Stretch]
    text: Sequence[Stretch]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one section."""

    number: int
    title: str
    words: str
    """New, changed, gone, moved: in German."""
    texts: Sequence[Text]
    behind: Sequence[str] = ()
    """Languages whose words stayed as they were although the German ones are others."""


def name_changes(before: Guideline | None, after: Guideline) -> dict[int, str]:
    """What becomes of every section that is not as it was, by its number."""
    named = {change.number: _words(change) for change in compare(before, after)} if before else {}
    return {number: words for number, words in named.items() if words}


def tell_changes(before: Guideline | None, after: Guideline) -> list[Fate]:
    """The same, word by word; none if nothing was ever published."""
    told = [(change, _words(change)) for change in compare(before, after)] if before else []
    return [_fate(change, words) for change, words in told if words]


def _words(change: SectionChange) -> str:
    if change.before is None:
        return "neu"
    if change.after is None:
        return "nicht mehr enthalten"
    rewritten = change.changed_in or change.before != change.after
    return " und ".join(
        words for words, holds in (("geändert", rewritten), ("verschoben", change.moved)) if holds
    )


def _fate(change: SectionChange, words: str) -> Fate:
    section = change.after or change.before
    texts: list[Text] = []
    if change.before and change.after:
        for language in LANGUAGES:
            title, text = (
                Wording(language, before.get(language, ""), after.get(language, ""))
                for before, after in (
                    (change.before.title, change.after.title),
                    (change.before.text, change.after.text),
                )
            )
            if title.changed or text.changed:
                told = Text(LANGUAGE_NAMES[language], HTML_CODES[language], _runs(title), _runs(text))
                texts.append(told)
    return Fate(change.number, german(section.title) if section else "", words, texts, _behind(change))


def _behind(change: SectionChange) -> list[str]:
    """Languages in which something stands that may not say any more what the German text says."""
    before, after = change.before, change.after
    if not before or not after:
        return []
    pairs = ((before.title, after.title), (before.text, after.text))
    moved = [(was, now) for was, now in pairs if was.get("de", "") != now.get("de", "")]
    return [
        LANGUAGE_NAMES[language]
        for language in LANGUAGES
        if any(now.get(language) and was.get(language) == now[language] for was, now in moved)
    ]


def _runs(wording: Wording) -> Sequence[Stretch]:
    if not wording.changed:
        return ()
    found = difference(wording.before, wording.after)
    return [_shortened(stretch, i == 0, i == len(found) - 1) for i, stretch in enumerate(found)]


def _shortened(stretch: Stretch, is_first: bool, is_last: bool) -> Stretch:
    """What stays the same only as far as it stands beside a change."""
    text = stretch.text
    if stretch.kind is not Kind.SAME or len(text) <= 3 * BESIDE:
        return stretch
    head = "" if is_first else text[:BESIDE].rpartition(" ")[0]
    tail = "" if is_last else text[-BESIDE:].partition(" ")[2]
    return Stretch(Kind.SAME, f"{head} […] {tail}")
