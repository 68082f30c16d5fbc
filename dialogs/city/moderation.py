"""What moderators do with comments: release them, hide them by a rule, take that back, decide objections.

Who looks at an old page, or is the second at the same comment, is told and changes nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dialogs.city.cleaning import clean, is_empty
from dialogs.city.comment import Visibility
from dialogs.city.refusal import Refusal
from dialogs.text import staff

MOST_NOTE = 500
"""Characters of what a moderator adds to a rule: it fits into one message beside it."""


class Standing(StrEnum):
    """How a comment stands before the moderators, and so before everybody."""

    WAITING = "waiting"
    """Nobody has looked at it, and others may not read it yet."""
    UNSEEN = "unseen"
    """Others may read it already, but nobody has looked at it."""
    RELEASED = "released"
    HIDDEN = "hidden"

    @property
    def visibility(self) -> Visibility:
        """Whether others may read it."""
        return Visibility.RELEASED if self is Standing.UNSEEN else Visibility(self.value)

    @property
    def is_open(self) -> bool:
        """Whether it stands in the queue."""
        return self in (Standing.WAITING, Standing.UNSEEN)


def standing_of(visibility: Visibility, *, is_open: bool) -> Standing:
    """How a comment stands of which that much is known."""
    if is_open and visibility is Visibility.RELEASED:
        return Standing.UNSEEN
    return Standing(visibility.value)


class Verdict(StrEnum):
    """What a moderator did."""

    RELEASED = "released"
    HIDDEN = "hidden"
    UNDONE = "undone"
    """Took the ruling before back."""


class Outcome(StrEnum):
    """What became of an objection."""

    GRANTED = "granted"
    UPHELD = "upheld"
    """The comment stays hidden."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a moderator decided about a comment, and when; `staff` is the name."""

    number: int
    verdict: Verdict
    before: Standing
    after: Standing
    staff: str
    at: datetime
    rule: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A comment before a moderator, as it stands at this moment.

    `arrived` is another number whenever the words are others. `rulings` are all there are, the oldest first.
    """

    standing: Standing
    arrived: int
    rulings: tuple[Ruling, ...] = ()
    is_objected: bool = False
    """Whether its author objects to the newest ruling, and nobody has decided that yet."""
    answers_objection: bool = False
    """Whether the newest ruling decided an objection."""

    @property
    def newest(self) -> Ruling | None:
        """The ruling that holds."""
        return self.rulings[-1] if self.rulings else None

    @property
    def seen(self) -> "Seen":
        """What somebody has before their eyes who looks at it now."""
        return Seen(self.arrived, self.newest.number if self.newest else 0)

    @property
    def hiding(self) -> Ruling | None:
        """The last ruling that hid it, whether or not it still holds."""
        return next((r for r in reversed(self.rulings) if r.after is Standing.HIDDEN), None)

    @property
    def since_hidden(self) -> tuple[int, ...]:
        """The numbers of the rulings since it was hidden last, that one too; of all if it never was."""
        numbers: list[int] = []
        for ruling in reversed(self.rulings):
            numbers.append(ruling.number)
            if ruling.verdict is Verdict.HIDDEN and ruling.before is not Standing.HIDDEN:
                break
        return tuple(reversed(numbers))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a moderator had before their eyes: which words, and which ruling was the newest (0: none)."""

    arrived: int
    ruling: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A moderator has decided about a comment."""

    verdict: Verdict
    before: Standing
    after: Standing
    rule: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ObjectionDecided:
    """A second person has decided an objection, and with it about the comment."""

    outcome: Outcome
    ruled: Ruled


def release(case: Case, seen: Seen) -> Ruled | Refusal:
    """Lets everybody read a comment."""
    if changed := _find_change(case, seen):
        return changed
    if case.is_objected:
        return _OBJECTED
    if case.standing is Standing.RELEASED:
        return Refusal(staff("Dieser Beitrag ist schon freigegeben."))
    return Ruled(Verdict.RELEASED, case.standing, Standing.RELEASED)


def hide(case: Case, seen: Seen, rule: int | None, rules: Collection[int], note: str) -> Ruled | Refusal:
    """Hides a comment by one of the `rules` that hold now; its author is told the rule and the note."""
    if changed := _find_change(case, seen):
        return changed
    if case.standing is Standing.HIDDEN:
        return Refusal(staff("Dieser Beitrag ist schon ausgeblendet."))
    if rule not in rules:
        return Refusal(staff("Bitte wählen Sie die Regel, gegen die der Beitrag verstößt."))
    words = _clean_note(note)
    if isinstance(words, Refusal):
        return words
    return Ruled(Verdict.HIDDEN, case.standing, Standing.HIDDEN, rule, words)


def undo(case: Case, seen: Seen, by: str, since: datetime) -> Ruled | Refusal:
    """Takes back the newest ruling: only who made it (`by`, a name) can, until they sign out (`since`)."""
    if changed := _find_change(case, seen):
        return changed
    newest = case.newest
    if newest is None or newest.verdict is Verdict.UNDONE:
        return Refusal(staff("Hier gibt es nichts zurückzunehmen."))
    if newest.staff != by or newest.at < since:
        return Refusal(
            staff("Zurücknehmen können nur Sie selbst, und nur bis zum Abmelden. Entscheiden Sie neu.")
        )
    if case.is_objected or case.answers_objection:
        return Refusal(staff("Hier geht es um einen Widerspruch. Das lässt sich nicht zurücknehmen."))
    if newest.after is not case.standing:
        return Refusal(staff("Der Text ist inzwischen ein anderer. Entscheiden Sie neu."))
    before = [r for r in case.rulings[:-1] if r.after is Standing.HIDDEN]
    why = before[-1] if before and newest.before is Standing.HIDDEN else None
    return Ruled(
        Verdict.UNDONE,
        newest.after,
        newest.before,
        why.rule if why else None,
        why.note if why else "",
    )


def decide_objection(
    case: Case, seen: Seen, by: str, outcome: Outcome | None, note: str
) -> ObjectionDecided | Refusal:
    """Decides an objection; nobody who hid the comment can, and who leaves it hidden says why."""
    if changed := _find_change(case, seen):
        return changed
    hiding = case.hiding
    if not case.is_objected or hiding is None:
        return Refusal(staff("Über diesen Widerspruch ist schon entschieden."))
    if not may_decide(case, by):
        return Refusal(
            staff("Sie haben diesen Beitrag ausgeblendet. Über den Widerspruch entscheidet jemand anderes.")
        )
    if outcome is None:
        return Refusal(staff("Bitte wählen Sie, was mit dem Beitrag geschieht."))
    if outcome is Outcome.GRANTED:
        return ObjectionDecided(outcome, Ruled(Verdict.RELEASED, case.standing, Standing.RELEASED))
    words = _clean_note(note)
    if isinstance(words, Refusal):
        return words
    if not words:
        return Refusal(staff("Bitte begründen Sie, warum der Beitrag ausgeblendet bleibt."))
    ruled = Ruled(Verdict.HIDDEN, case.standing, Standing.HIDDEN, hiding.rule, words)
    return ObjectionDecided(outcome, ruled)


def may_decide(case: Case, by: str) -> bool:
    """Whether somebody can decide about an objection: nobody judges what they did themselves."""
    return all(ruling.staff != by for ruling in case.rulings if ruling.verdict is Verdict.HIDDEN)


_OBJECTED = Refusal(staff("Die Person hat widersprochen. Entscheiden Sie über den Widerspruch."))

_DID: Mapping[Verdict, str] = {
    Verdict.RELEASED: "{staff} hat den Beitrag inzwischen freigegeben. Ihre Entscheidung zählt nicht.",
    Verdict.HIDDEN: "{staff} hat den Beitrag inzwischen ausgeblendet. Ihre Entscheidung zählt nicht.",
    Verdict.UNDONE: "{staff} hat inzwischen etwas zurückgenommen. Ihre Entscheidung zählt nicht.",
}


def _find_change(case: Case, seen: Seen) -> Refusal | None:
    """What has happened to a comment since somebody looked at it."""
    if case.arrived != seen.arrived:
        return Refusal(staff("Der Text ist inzwischen ein anderer. Bitte lesen Sie ihn noch einmal."))
    if case.newest and case.newest.number != seen.ruling and case.answers_objection:
        return Refusal(
            staff(
                "{staff} hat inzwischen über den Widerspruch entschieden. Ihre Entscheidung zählt nicht.",
                staff=case.newest.staff,
            )
        )
    if case.newest and case.newest.number != seen.ruling:
        return Refusal(staff(_DID[case.newest.verdict], staff=case.newest.staff))
    return None


def _clean_note(typed: str) -> str | Refusal:
    cleaned = clean(typed).strip()
    over = len(cleaned) - MOST_NOTE
    if over > 0:
        sentence = "Die Bemerkung ist {over} Zeichen zu lang. Höchstens {most} passen hinein."
        return Refusal(staff(sentence, over=over, most=MOST_NOTE))
    return "" if is_empty(cleaned) else cleaned
