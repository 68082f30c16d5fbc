"""Stage directions of the plays: what staff do with what a citizen wrote, and how he is told of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dialogs.city.decision import Decision, Status
from dialogs.city.notification import (
    CommentDecided,
    CommentHidden,
    CommentShown,
    ObjectionDecided,
    SectionsChanged,
)
from dialogs.city.objection import Contribution, Reason, Ruling
from tests.dialogs.cities import all3
from tests.dialogs.stage import Stage

RULE = all3(
    "Wir beleidigen niemanden.", "We do not insult anybody.", "Wir sagen nichts Böses über andere Menschen."
)


def _comments(stage: Stage) -> tuple[Contribution, ...]:
    """What was handed in, the newest first."""
    return tuple(
        Contribution(comment.guideline, comment.section, comment.version, comment.parts[0])
        for comment in reversed(stage.memory.comments)
        if not comment.is_unfinished
    )


def _hide(stage: Stage) -> None:
    """By ruling 7, or the next one after those there are."""
    number = max(stage.memory.rulings, default=6) + 1
    about = _comments(stage)[0]
    stage.memory.rulings[number] = Ruling(number, about)
    stage.tell(CommentHidden(number, about, Reason(RULE, "Es geht um den Satz über den Chef.")))


def _hide_without_a_word(stage: Stage) -> None:
    about = _comments(stage)[0]
    stage.memory.rulings[7] = Ruling(7, about)
    stage.tell(CommentHidden(7, about, Reason()))


def _unhide(stage: Stage) -> None:
    ruling = stage.memory.rulings[7]
    stage.memory.rulings[7] = replace(ruling, is_hidden=False, is_newest=False)


def _show_again(stage: Stage) -> None:
    _unhide(stage)
    stage.tell(CommentShown(_comments(stage)[0], waits=False))


def _take_back(stage: Stage) -> None:
    _unhide(stage)
    stage.tell(CommentShown(_comments(stage)[0], waits=True))


def _hide_once_more(stage: Stage) -> None:
    """By another ruling, of which nobody has heard yet."""
    ruling = stage.memory.rulings[7]
    stage.memory.rulings |= {7: replace(ruling, is_newest=False), 8: Ruling(8, ruling.about)}


def _hide_for_good(stage: Stage) -> None:
    stage.memory.rulings[7] = replace(stage.memory.rulings[7], is_last_word=True)


def _erase_ruling(stage: Stage) -> None:
    stage.memory.rulings.clear()


def _keep_hidden(stage: Stage) -> None:
    ruling = replace(stage.memory.rulings[7], is_decided=True)
    stage.memory.rulings[7] = ruling
    stage.tell(ObjectionDecided(ruling.about, released=False, reason=Reason(RULE)))


def _release(stage: Stage) -> None:
    ruling = replace(stage.memory.rulings[7], is_decided=True, is_hidden=False)
    stage.memory.rulings[7] = ruling
    stage.tell(ObjectionDecided(ruling.about, released=True, reason=Reason()))


def _adopt(stage: Stage) -> None:
    answer = Decision(Status.ADOPTED, "Das steht jetzt im ersten Satz.")
    stage.tell(CommentDecided(_comments(stage)[:1], answer))


def _review(stage: Stage) -> None:
    stage.tell(CommentDecided(_comments(stage)[:1], Decision(Status.IN_REVIEW)))


def _answer_all(stage: Stage) -> None:
    answer = Decision(Status.OUT_OF_SCOPE, "Darum kümmert sich der Bauhof.")
    stage.tell(CommentDecided(_comments(stage), answer))


def _tell_of_new_version(stage: Stage) -> None:
    commented = tuple(sorted({about.section for about in _comments(stage)}))
    published = stage.city.guidelines["spielregeln"]
    stage.tell(SectionsChanged("spielregeln", published.number, commented))


def _give_code(stage: Stage) -> None:
    stage.memory.codes["k7m3q"] = stage.now + timedelta(minutes=30)


OFFICE: dict[str, Callable[[Stage], None]] = {
    "Die Moderation blendet den Beitrag aus.": _hide,
    "Die Moderation blendet den Beitrag ohne ein Wort aus.": _hide_without_a_word,
    "Die Moderation blendet den Beitrag wieder ein.": _unhide,
    "Die Moderation gibt den Beitrag doch frei.": _show_again,
    "Die Moderation nimmt das Ausblenden zurück.": _take_back,
    "Die Moderation entscheidet noch einmal.": _hide_once_more,
    "Die Entscheidung war schon die Antwort auf einen Widerspruch.": _hide_for_good,
    "Der Beitrag wird auf Wunsch gelöscht.": _erase_ruling,
    "Eine zweite Person lässt den Beitrag ausgeblendet.": _keep_hidden,
    "Eine zweite Person blendet den Beitrag wieder ein.": _release,
    "Die Stadt übernimmt den Beitrag.": _adopt,
    "Die Stadt prüft den Beitrag.": _review,
    "Die Stadt beantwortet alle Beiträge auf einmal.": _answer_all,
    "Frau Berger bekommt auf der Verwaltungsseite den Code k7m3q.": _give_code,
    "Wer etwas geschrieben hat, erfährt von der neuen Fassung.": _tell_of_new_version,
}
