"""What two texts have in common and what not: word by word for staff, sentence by sentence for citizens."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_PAIRS = 1_000_000
"""Words before times words after that are compared one by one; beyond, a passage counts as new altogether."""

FIRM = 4
"""Letters that must stay the same between two changes; fewer are easier to read as part of the change."""

# A line ends a sentence, and so do two letters with a full stop if a capital letter or a sign follows:
# "am 3. März", "z. B. Bäume" and "Abs. 2" go on.
_END = re.compile(r"\n\s*|(?<=[^\W\d_]{2}[.!?])[)\"“”»’*_]*+\s++(?![a-zäöüß\d])")
_WORD = re.compile(r"\w+(?:[:·’'-]\w+)*|\s+|[^\w\s]")


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring words that share one fate."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Sentences that were there before, and what stands there now; one of both may be empty."""

    before: str
    after: str


def difference(before: str, after: str) -> tuple[Stretch, ...]:
    """Both texts as one row: without what was added it is `before`, without what was removed `after`."""
    found: list[Stretch] = []
    for same, old, new in _blocks(_sentences(before), _sentences(after)):
        found += [Stretch(Kind.SAME, old)] if same else _word_by_word(old, new)
    return _joined(found)


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The sentences that differ, in their order; blanks and line ends alone are no difference."""
    found: list[Change] = []
    if before.split() == after.split():
        return ()
    for same, old, new in _blocks(_sentences(before), _sentences(after)):
        if not same and old.split() != new.split():
            found.append(Change(old.strip(), new.strip()))
    return tuple(found)


def _sentences(text: str) -> list[str]:
    """The text in sentences, each with the blanks behind it; bold letters are not cut in two."""
    found: list[str] = []
    start = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        if text.count("**", start, end) % 2 == 0 or text[end - 1 : end] == "\n" or end == len(text):
            found.append(text[start:end])
            start = end
    return [sentence for sentence in found if sentence]


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Whether it is the same, what stands before, what stands after; each block as one text."""
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        yield tag == "equal", "".join(before[i:j]), "".join(after[k:m])


def _word_by_word(before: str, after: str) -> list[Stretch]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > MOST_PAIRS:
        return [Stretch(Kind.REMOVED, before), Stretch(Kind.ADDED, after)]
    # Blanks are equal everywhere: they join what is the same beside them, and are no beginning of it.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    found: list[Stretch] = []
    gone = come = ""
    opcodes = matcher.get_opcodes()
    for at, (tag, i, j, k, m) in enumerate(opcodes):
        inside = 0 < at < len(opcodes) - 1
        if tag == "equal" and not (inside and _is_weak(old[i:j])):
            found += [Stretch(Kind.REMOVED, gone), Stretch(Kind.ADDED, come)]
            found.append(Stretch(Kind.SAME, "".join(old[i:j])))
            gone = come = ""
        else:
            gone += "".join(old[i:j])
            come += "".join(new[k:m])
    return [*found, Stretch(Kind.REMOVED, gone), Stretch(Kind.ADDED, come)]


def _is_weak(words: Sequence[str]) -> bool:
    """Whether so little stays the same that it only breaks up what has changed."""
    return sum(char.isalnum() for word in words for char in word) < FIRM


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The same without empty stretches, and with neighbours of one kind made one."""
    found: list[Stretch] = []
    for stretch in stretches:
        if found and found[-1].kind is stretch.kind:
            found[-1] = Stretch(stretch.kind, found[-1].text + stretch.text)
        elif stretch.text:
            found.append(stretch)
    return tuple(found)
