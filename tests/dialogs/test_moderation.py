"""What moderators may decide about a comment, and when they are told that somebody else was quicker."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.city.comment import Visibility
from dialogs.city.moderation import (
    MOST_NOTE,
    Case,
    ObjectionDecided,
    Outcome,
    Ruled,
    Ruling,
    Seen,
    Standing,
    Verdict,
    decide_objection,
    hide,
    may_decide,
    release,
    standing_of,
    undo,
)
from dialogs.city.refusal import Refusal
from tests.sample import NOW

WAITING, UNSEEN, RELEASED, HIDDEN = Standing
NOWAK, ALBERS = "Frau Nowak", "Herr Albers"
RULES = (3, 5)
NEW = Case(WAITING, 9)


def ruled(case: Case, done: Ruled | Refusal, by: str = NOWAK) -> Case:
    """The case after what was decided."""
    assert isinstance(done, Ruled), done
    number = len(case.rulings) + 1
    ruling = Ruling(number, done.verdict, done.before, done.after, by, NOW, done.rule, done.note)
    return replace(case, standing=done.after, rulings=(*case.rulings, ruling), is_objected=False)


def hidden(by: str = NOWAK) -> Case:
    return ruled(NEW, hide(NEW, NEW.seen, 3, RULES, "Ein Name"), by)


def objected(by: str = NOWAK) -> Case:
    return replace(hidden(by), is_objected=True)


def sentence(refused: object) -> str:
    assert isinstance(refused, Refusal)
    return refused.sentence.msgid.format_map(refused.sentence.values)


def test_how_a_comment_stands_says_whether_others_read_it_and_whether_it_waits() -> None:
    assert [(s.visibility.value, s.is_open) for s in Standing] == [
        ("waiting", True),
        ("released", True),
        ("released", False),
        ("hidden", False),
    ]
    for standing in Standing:
        assert standing_of(standing.visibility, is_open=standing.is_open) is standing
    assert standing_of(Visibility.HIDDEN, is_open=True) is HIDDEN


@pytest.mark.parametrize("standing", [WAITING, UNSEEN, HIDDEN])
def test_releasing(standing: Standing) -> None:
    case = Case(standing, 9)
    assert release(case, case.seen) == Ruled(Verdict.RELEASED, standing, RELEASED)
    again = Case(RELEASED, 9)
    assert sentence(release(again, again.seen)) == "Dieser Beitrag ist schon freigegeben."


@pytest.mark.parametrize("standing", [WAITING, UNSEEN, RELEASED])
def test_hiding_names_a_rule_and_perhaps_a_remark(standing: Standing) -> None:
    case = Case(standing, 9)
    assert hide(case, case.seen, 5, RULES, " Ein\x00 Name ") == Ruled(
        Verdict.HIDDEN, standing, HIDDEN, 5, "Ein Name"
    )
    assert hide(case, case.seen, 5, RULES, " \u200b ") == Ruled(Verdict.HIDDEN, standing, HIDDEN, 5, "")
    for rule in (None, 4):
        refused = hide(case, case.seen, rule, RULES, "")
        assert sentence(refused) == "Bitte wählen Sie die Regel, gegen die der Beitrag verstößt."
    refused = hide(case, case.seen, 5, RULES, "x" * (MOST_NOTE + 2))
    assert sentence(refused) == "Die Bemerkung ist 2 Zeichen zu lang. Höchstens 500 passen hinein."
    again = Case(HIDDEN, 9)
    assert sentence(hide(again, again.seen, 5, RULES, "")) == "Dieser Beitrag ist schon ausgeblendet."


def test_whoever_looked_at_something_else_is_told_and_decides_nothing() -> None:
    case = hidden()
    for seen, words in (
        (Seen(8, 1), "Der Text ist inzwischen ein anderer. Bitte lesen Sie ihn noch einmal."),
        (Seen(9, 0), "Frau Nowak hat den Beitrag inzwischen ausgeblendet. Ihre Entscheidung zählt nicht."),
    ):
        for done in (
            release(case, seen),
            hide(case, seen, 3, RULES, ""),
            undo(case, seen, NOWAK, NOW),
            decide_objection(case, seen, ALBERS, Outcome.GRANTED, ""),
        ):
            assert sentence(done) == words
    undone = ruled(case, undo(case, case.seen, NOWAK, NOW))
    assert sentence(release(undone, case.seen)).startswith("Frau Nowak hat inzwischen etwas zurückgenommen.")
    released = ruled(undone, release(undone, undone.seen), ALBERS)
    assert sentence(release(released, undone.seen)).startswith("Herr Albers hat den Beitrag inzwischen frei")
    answered = replace(case, answers_objection=True)
    assert sentence(release(answered, Seen(9, 0))).startswith(
        "Frau Nowak hat inzwischen über den Widerspruch"
    )


def test_undoing_restores_how_it_stood() -> None:
    for standing in (WAITING, UNSEEN):
        case = Case(standing, 9)
        case = ruled(case, release(case, case.seen))
        assert undo(case, case.seen, NOWAK, NOW) == Ruled(Verdict.UNDONE, RELEASED, standing)
    case = hidden()
    case = ruled(case, release(case, case.seen))
    assert undo(case, case.seen, NOWAK, NOW) == Ruled(Verdict.UNDONE, RELEASED, HIDDEN, 3, "Ein Name")


def test_what_cannot_be_undone() -> None:
    case = hidden()
    only = "Zurücknehmen können nur Sie selbst, und nur bis zum Abmelden. Entscheiden Sie neu."
    assert sentence(undo(NEW, NEW.seen, NOWAK, NOW)) == "Hier gibt es nichts zurückzunehmen."
    assert sentence(undo(case, case.seen, ALBERS, NOW)) == only
    assert sentence(undo(case, case.seen, NOWAK, NOW + timedelta(seconds=1))) == only
    undone = ruled(case, undo(case, case.seen, NOWAK, NOW))
    assert sentence(undo(undone, undone.seen, NOWAK, NOW)) == "Hier gibt es nichts zurückzunehmen."
    about = "Hier geht es um einen Widerspruch. Das lässt sich nicht zurücknehmen."
    assert sentence(undo(replace(case, is_objected=True), case.seen, NOWAK, NOW)) == about
    assert sentence(undo(replace(case, answers_objection=True), case.seen, NOWAK, NOW)) == about
    changed = replace(case, standing=WAITING)
    assert (
        sentence(undo(changed, case.seen, NOWAK, NOW))
        == "Der Text ist inzwischen ein anderer. Entscheiden Sie neu."
    )


def test_which_rulings_there_were_since_it_was_hidden() -> None:
    case = hidden()
    case = ruled(case, release(case, case.seen))
    case = ruled(case, undo(case, case.seen, NOWAK, NOW))
    assert case.since_hidden == (1, 2, 3)
    case = ruled(case, release(case, case.seen))
    case = ruled(case, hide(case, case.seen, 3, RULES, ""))
    assert case.since_hidden == (5,)
    answered = decide_objection(replace(case, is_objected=True), case.seen, ALBERS, Outcome.UPHELD, "Doch.")
    assert isinstance(answered, ObjectionDecided)
    assert ruled(case, answered.ruled, ALBERS).since_hidden == (5, 6)
    assert NEW.since_hidden == ()


def test_a_second_person_decides_an_objection() -> None:
    case = objected()
    assert may_decide(case, ALBERS)
    assert decide_objection(case, case.seen, ALBERS, Outcome.GRANTED, "") == ObjectionDecided(
        Outcome.GRANTED, Ruled(Verdict.RELEASED, HIDDEN, RELEASED)
    )
    assert decide_objection(
        case, case.seen, ALBERS, Outcome.UPHELD, "Es bleibt ein Name."
    ) == ObjectionDecided(Outcome.UPHELD, Ruled(Verdict.HIDDEN, HIDDEN, HIDDEN, 3, "Es bleibt ein Name."))


def test_nobody_judges_what_they_hid_themselves() -> None:
    case = objected()
    assert not may_decide(case, NOWAK)
    assert sentence(decide_objection(case, case.seen, NOWAK, Outcome.GRANTED, "")).endswith("jemand anderes.")
    # Also not after somebody else did so too.
    case = hidden()
    case = ruled(case, release(case, case.seen), ALBERS)
    case = replace(ruled(case, hide(case, case.seen, 3, RULES, ""), ALBERS), is_objected=True)
    assert [may_decide(case, by) for by in (NOWAK, ALBERS, "Frau Berger")] == [False, False, True]


def test_what_is_no_decision_about_an_objection() -> None:
    case = objected()
    for words, expected in (
        (" \u200b", "Bitte begründen Sie, warum der Beitrag ausgeblendet bleibt."),
        ("x" * (MOST_NOTE + 1), "Die Bemerkung ist 1 Zeichen zu lang. Höchstens 500 passen hinein."),
    ):
        assert sentence(decide_objection(case, case.seen, ALBERS, Outcome.UPHELD, words)) == expected
    nothing_chosen = decide_objection(case, case.seen, ALBERS, None, "Ein Name.")
    assert sentence(nothing_chosen) == "Bitte wählen Sie, was mit dem Beitrag geschieht."
    for none in (NEW, hidden()):
        refused = decide_objection(none, none.seen, ALBERS, Outcome.GRANTED, "")
        assert sentence(refused) == "Über diesen Widerspruch ist schon entschieden."


def test_an_objection_is_decided_as_such() -> None:
    case = objected()
    assert sentence(release(case, case.seen)) == (
        "Die Person hat widersprochen. Entscheiden Sie über den Widerspruch."
    )
