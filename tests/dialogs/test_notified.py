"""What a new version tells those who commented, whatever it changes; many comments at once; who objects."""

from dataclasses import replace

import pytest

from dialogs.city.city import City, PublishedGuideline
from dialogs.city.decision import Decision, Status
from dialogs.city.facts import ObjectionRaised
from dialogs.city.guideline import Guideline, Section
from dialogs.city.notification import CommentDecided, News, SectionsChanged
from dialogs.city.objection import Contribution, Ruling, object_to
from dialogs.city.refusal import Refusal
from dialogs.engine.screen import Screen
from dialogs.talks import notified
from dialogs.talks.new_version import MOST_SECTIONS, MOST_TOLD
from dialogs.talks.notified import MOST_COMMENTS
from locales.translator import translator
from tests.dialogs.cities import SPIELREGELN, all3
from tests.dialogs.play import draw
from tests.dialogs.stage import BERLIN, NOON

GERMAN = translator("de", BERLIN)


def changed(before: Guideline, after: Guideline, *sections: int) -> Screen | None:
    """What is told of a new version to who commented on these sections."""
    published = PublishedGuideline("spielregeln", {1: before, 3: after})
    city = City(guidelines={"spielregeln": published})
    return notified.show(city, "de", SectionsChanged("spielregeln", 3, sections), NOON)


def lines(screen: Screen | None) -> list[str]:
    """What is said of the sections."""
    assert screen
    drawn = [line.strip() for line in draw(screen, GERMAN)]
    return drawn[2 : drawn.index("*Was Sie geschrieben haben, bleibt gespeichert.*")]


def with_text(number: int, german: str, title: str = "") -> Guideline:
    """The sample guideline with one section worded otherwise."""
    sections = (
        replace(s, text=all3(german, german), title=all3(title, title) if title else s.title)
        if s.number == number
        else s
        for s in SPIELREGELN.sections
    )
    return replace(SPIELREGELN, sections=tuple(sections))


def test_sentences_come_go_and_change() -> None:
    before = with_text(4, "Niemand unterbricht.\n\nAlle hören zu.")
    after = with_text(4, "Niemand unterbricht.\n\nAlle dürfen **ausreden**.\n\nAlle hören zu.")
    assert lines(changed(before, after, 4)) == [
        "Im Abschnitt „Ausreden lassen“:",
        "Neu: Alle dürfen ausreden.",
    ]
    assert lines(changed(after, before, 4)) == [
        "Im Abschnitt „Ausreden lassen“:",
        "Weggefallen: Alle dürfen ausreden.",
    ]
    assert lines(changed(SPIELREGELN, with_text(4, "Wer redet, redet.", "Reden"), 4)) == [
        "Im Abschnitt „Reden“ (vorher: „Ausreden lassen“):",
        "Vorher: Niemand unterbricht.",
        "Jetzt: Wer redet, redet.",
    ]


def test_too_much_is_read_in_the_sections() -> None:
    long = " ".join(["Dieser Satz ist neu."] * (MOST_TOLD // 20 + 1))
    heading, remark = lines(changed(SPIELREGELN, with_text(4, long), 4))
    assert heading == "Im Abschnitt „Ausreden lassen“:"
    assert remark.startswith("*Es hat sich noch mehr geändert.")
    many = tuple(Section(n, all3(f"Regel {n}", f"Rule {n}"), all3("Alt.", "Old.")) for n in range(20))
    before = replace(SPIELREGELN, sections=many)
    after = replace(before, sections=tuple(replace(s, text=all3("Neu.", "New.")) for s in many))
    told = lines(changed(before, after, *range(20)))
    assert sum(line.startswith("Im Abschnitt") for line in told) == MOST_SECTIONS


def test_of_what_vanished_no_door_leads_on() -> None:
    after = replace(SPIELREGELN, sections=SPIELREGELN.sections[:1])
    screen = changed(SPIELREGELN, after, 2, 4)
    assert lines(screen) == ["„Ausreden lassen“ gibt es nicht mehr.", "„Kaffee“ gibt es nicht mehr."]
    assert screen
    codes = [button.code for row in screen.rows for button in row]
    assert not any(code.startswith("d:section:") for code in codes)


@pytest.mark.parametrize(
    "news",
    [
        SectionsChanged("spielregeln", 3, (1,)),
        SectionsChanged("spielregeln", 2, (4,)),
        SectionsChanged("nichts", 3, (4,)),
    ],
)
def test_who_wrote_on_something_else_is_told_nothing(news: News) -> None:
    versions = {1: SPIELREGELN, 3: with_text(4, "Psst.")}
    city = City(guidelines={"spielregeln": PublishedGuideline("spielregeln", versions)})
    assert notified.show(city, "de", news, NOON) is None


def test_of_many_comments_the_first_are_named() -> None:
    about = tuple(Contribution("spielregeln", 4, 1, f"Beitrag {n}") for n in range(MOST_COMMENTS + 2))
    city = City(guidelines={"spielregeln": PublishedGuideline("spielregeln", {1: SPIELREGELN})})
    screen = notified.show(city, "de", CommentDecided(about, Decision(Status.IN_REVIEW)), NOON)
    assert screen
    said = [line.strip() for line in draw(screen, GERMAN)]
    assert said[0] == "**Antwort auf Ihre 7 Beiträge**"
    assert said[-4:-1] == ["Sie schrieben: Beitrag 4", "Und noch 2 Beiträge.", "Stand: In Prüfung"]


def test_a_section_that_is_gone_has_no_door() -> None:
    later = replace(SPIELREGELN, sections=SPIELREGELN.sections[:1])
    published = PublishedGuideline("spielregeln", {1: SPIELREGELN, 2: later})
    about = Contribution("spielregeln", 4, 1, "Gut so.")
    news = CommentDecided((about,), Decision(Status.ADOPTED, "Gern."))
    screen = notified.show(City(guidelines={"spielregeln": published}), "de", news, NOON)
    assert screen
    assert [line.strip() for line in draw(screen, GERMAN)] == [
        "**Antwort auf Ihren Beitrag**",
        "Zu „Ausreden lassen“ in „Spielregeln“",
        "Sie schrieben: Gut so.",
        "Stand: Übernommen",
        "Begründung: Gern.",
        "[Meine Beiträge]",
    ]


RULING = Ruling(7, Contribution("spielregeln", 4, 1, "Gut so."))


def test_who_may_object() -> None:
    assert object_to(RULING) == ObjectionRaised(7)
    for told in (
        replace(RULING, is_objected=True),
        replace(RULING, is_hidden=False),
        replace(RULING, is_newest=False),
        replace(RULING, is_last_word=True),
    ):
        assert isinstance(object_to(told), Refusal)
