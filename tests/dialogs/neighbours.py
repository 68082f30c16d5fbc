"""Stage directions of the plays: what others say, who may read it, and how the city stands to one's own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dialogs.city.city import PublishedGuideline
from dialogs.city.comment import Comment, CommentKind, Visibility
from dialogs.city.decision import Status
from dialogs.city.guideline import Moderation
from dialogs.city.objection import Contribution, Ruling
from dialogs.engine.wants import MOST_COUNTED, Hiding, Saying, Story
from tests.dialogs.cities import SPIELREGELN, all3
from tests.dialogs.stage import Stage

_AT = ("spielregeln", 4)
_DAY = date(2024, 3, 18)


def _saying(number: int, words: str, **details: object) -> Saying:
    known = {"kind": CommentKind.COMMENT, "version": 1, "day": _DAY, "words": words}
    return Saying(number, **{**known, **details})  # type: ignore[arg-type]  # the names are those of its fields


def _let_others_speak(stage: Stage) -> None:
    long = "Ausreden lassen heißt auch zuhören.\n\n\n\n" + "Das fällt vielen schwer. " * 15
    stage.memory.sayings[_AT] = [
        _saying(106, "Jeder <b>zweimal</b>, {dann} ist Schluss. \u202enohcS"),
        _saying(105, "Niemand unterbricht, auch der Chef nicht.", kind=CommentKind.PROPOSAL, supports=1),
        _saying(104, long, supports=12, supported=True),
        _saying(103, "Das habe ich gesagt.", mine=True, supports=2),
        _saying(102, "Rufen Sie mich an: 0631 1234567.", supports=MOST_COUNTED),
        _saying(101, "Zur alten Fassung.", version=0),
    ]


def _reword_the_newest(stage: Stage) -> None:
    said = stage.memory.sayings[_AT]
    said[0] = replace(said[0], words="Wer laut ist, geht raus.", arrived=2)


def _take_the_newest(stage: Stage) -> None:
    del stage.memory.sayings[_AT][0]


def _take_all(stage: Stage) -> None:
    stage.memory.sayings.clear()


def _change(stage: Stage, **details: object) -> Comment:
    """The comment of one's own that was handed in last, in another state."""
    before = next(comment for comment in reversed(stage.memory.comments) if comment.is_handed_in)
    after = replace(before, **details)  # type: ignore[arg-type]  # the names are those of its fields
    stage.memory.comments[stage.memory.comments.index(before)] = after
    return after


def _read_at_once(stage: Stage) -> None:
    at_once = replace(SPIELREGELN, moderation=Moderation.AFTER)
    _publish(stage, PublishedGuideline("spielregeln", {1: at_once}))


def _publish(stage: Stage, published: PublishedGuideline) -> None:
    stage.city = replace(stage.city, guidelines={"spielregeln": published})


def _release(stage: Stage) -> None:
    _change(stage, visibility=Visibility.RELEASED)


def _hide(stage: Stage) -> None:
    hidden = _change(stage, visibility=Visibility.HIDDEN)
    about = Contribution(hidden.guideline, hidden.section, hidden.version, hidden.parts[0])
    stage.memory.rulings[7] = Ruling(7, about)
    rule = all3("Bitte freundlich.", "Please be kind.", "Seien Sie bitte nett.")
    stage.memory.stories[hidden.id] = Story(hiding=Hiding(7, rule, "Es geht um den letzten Satz."))


def _hide_without_reason(stage: Stage) -> None:
    hidden = _change(stage, visibility=Visibility.HIDDEN)
    stage.memory.stories[hidden.id] = Story()


def _know_of_objection(stage: Stage) -> None:
    hidden = _change(stage)
    hiding = stage.memory.stories[hidden.id].hiding
    assert hiding
    stage.memory.stories[hidden.id] = Story(hiding=replace(hiding, objected=True))


def _answer(stage: Stage) -> None:
    answered = _change(stage, status=Status.PARTLY)
    story = Story(answered=Status.PARTLY, reason="Den Chef nennen wir nicht.")
    stage.memory.stories[answered.id] = story


def _write_at_length(stage: Stage) -> None:
    """Section 4 has twelve thousand characters, in German only."""
    paragraphs = [f"Absatz {number} ist so lang: " + "a" * 550 for number in range(1, 22)]
    one, _short, three = SPIELREGELN.sections
    long = replace(SPIELREGELN.sections[1], text={"de": "\n\n".join(paragraphs)})
    _publish(stage, PublishedGuideline("spielregeln", {1: replace(SPIELREGELN, sections=(one, long, three))}))


NEIGHBOURS: dict[str, Callable[[Stage], None]] = {
    "Andere haben etwas zum Ausreden gesagt.": _let_others_speak,
    "Der neueste Beitrag der anderen wird geändert.": _reword_the_newest,
    "Der neueste Beitrag der anderen wird ausgeblendet.": _take_the_newest,
    "Alle Beiträge der anderen werden ausgeblendet.": _take_all,
    "Was zu den Spielregeln abgegeben wird, ist sofort zu lesen.": _read_at_once,
    "Was man zuletzt abgegeben hat, können andere jetzt lesen.": _release,
    "Was man zuletzt abgegeben hat, ist ausgeblendet.": _hide,
    "Was man zuletzt abgegeben hat, ist ohne Grund ausgeblendet.": _hide_without_reason,
    "Der Widerspruch ist bekannt.": _know_of_objection,
    "Die Stadt hat auf das, was man zuletzt abgegeben hat, geantwortet.": _answer,
    "Der Abschnitt über das Ausreden ist sehr lang.": _write_at_length,
}
