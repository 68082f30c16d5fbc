"""What a new version of a guideline changes, section by section and in each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from dialogs.city.cleaning import is_empty
from dialogs.city.guideline import Guideline, Section
from dialogs.text import LANGUAGES, Localized


@dataclass(frozen=True, slots=True)
class Wording:
    """One text before and after, both in the same language if there is one in which both were written."""

    language: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether it reads otherwise; blanks and line ends do not count."""
        return self.before.split() != self.after.split()


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One section as it was and as it is: one of both is missing if it is new or gone."""

    number: int
    before: Section | None
    after: Section | None
    moved: bool = False

    def wordings(self, language: str) -> tuple[Wording, Wording]:
        """Title and text, as somebody who reads this language knows them."""
        was, now = self.before or _NOTHING, self.after or _NOTHING
        return wording(was.title, now.title, language), wording(was.text, now.text, language)

    def changes(self, language: str) -> bool:
        """Whether title or text read otherwise in this language; a new or vanished section does."""
        return any(wording.changed for wording in self.wordings(language))

    @property
    def changed_in(self) -> tuple[str, ...]:
        """The languages in which it reads otherwise."""
        return tuple(language for language in LANGUAGES if self.changes(language))


_NOTHING = Section(0, {}, {})


def wording(before: Localized, after: Localized, language: str) -> Wording:
    """The two texts to compare for somebody who reads this language.

    A translation that was added or dropped changes nothing that was said: then the first language counts in
    which the text was there before and after.
    """
    common = [
        code
        for code in (language, *LANGUAGES)
        if not is_empty(before.get(code, "")) and not is_empty(after.get(code, ""))
    ]
    if common:
        return Wording(common[0], before[common[0]], after[common[0]])
    there = before or after
    chosen = next((code for code in (language, *LANGUAGES) if not is_empty(there.get(code, ""))), language)
    return Wording(chosen, before.get(chosen, ""), after.get(chosen, ""))


def compare(before: Guideline, after: Guideline) -> tuple[SectionChange, ...]:
    """Every section of both, in the order of `after`; those that are gone stand at the end."""
    moved = _moved(before, after)
    present = [
        SectionChange(section.number, before.section(section.number), section, section.number in moved)
        for section in after.sections
    ]
    gone = [
        SectionChange(section.number, section, None)
        for section in before.sections
        if after.section(section.number) is None
    ]
    return (*present, *gone)


def _moved(before: Guideline, after: Guideline) -> set[int]:
    """The sections one has to take out and put elsewhere to come from one order to the other."""
    was = [section.number for section in before.sections if after.section(section.number)]
    now = [section.number for section in after.sections if before.section(section.number)]
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    stay = {number for block in blocks for number in now[block.b : block.b + block.size]}
    return {*now} - stay


def rewritten(before: Guideline, after: Guideline) -> dict[str, frozenset[int]]:
    """For each language the sections of `before` that now read otherwise or are gone."""
    known = [change for change in compare(before, after) if change.before]
    return {
        language: frozenset(change.number for change in known if change.changes(language))
        for language in LANGUAGES
    }


def reads_since(versions: Mapping[int, Guideline], number: int, language: str = LANGUAGES[0]) -> int:
    """The version since which a section reads as it does now, or did when it was last there; 0 if never.

    Without a language the original counts, which translations only follow.
    """
    since, present = 0, None
    for version in sorted(versions, reverse=True):
        section = versions[version].section(number)
        if section and present and SectionChange(number, section, present).changes(language):
            break
        if section:
            since, present = version, section
    return since


def all_read_since(versions: Mapping[int, Guideline]) -> dict[int, int]:
    """The same for every section there ever was, by its number."""
    numbers = {section.number for version in versions.values() for section in version.sections}
    return {number: reads_since(versions, number) for number in numbers}


def last_change(versions: Mapping[int, Guideline], number: int, language: str) -> SectionChange | None:
    """How a section came to read as it does, or to be gone; None if it always read so."""
    newest = versions[max(versions)].section(number)
    since = reads_since(versions, number, language) if newest else max(versions)
    earlier = (
        versions[version].section(number) for version in sorted(versions, reverse=True) if version < since
    )
    before = next((section for section in earlier if section), None)
    return SectionChange(number, before, newest) if before else None
