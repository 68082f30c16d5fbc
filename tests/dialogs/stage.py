"""A town hall on a table: one citizen, a city, a clock, a memory; the real engine and the real translator."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dialogs.city.citizen import Citizen
from dialogs.city.city import City
from dialogs.city.comment import Comment, CommentState, Vote
from dialogs.city.facts import (
    CommentContinued,
    CommentDiscarded,
    CommentHandedIn,
    Fact,
    LanguageChosen,
    NoticeRead,
    ObjectionRaised,
    QuestionAnswered,
    SectionRead,
    SurveyHandedIn,
    SurveyStarted,
    VoteCast,
)
from dialogs.city.notification import News
from dialogs.city.objection import Ruling
from dialogs.engine import place as places
from dialogs.engine import turn
from dialogs.engine.buttons import LONGEST
from dialogs.engine.heard import Corrected, Heard, Said
from dialogs.engine.place import NOWHERE, Place
from dialogs.engine.screen import Screen
from dialogs.engine.talk import Step, View
from dialogs.engine.wants import (
    Comments,
    Found,
    Guidelines,
    MyComments,
    MyGuidelines,
    MyReceipts,
    MyRuling,
    MyRun,
    MySurveys,
    Reading,
    Receipts,
    Run,
    TakingPart,
    Want,
)
from dialogs.talks import notified
from dialogs.text import Text, Value
from locales.translator import SOURCE, Translator, catalogue, translator


def untranslated(said: Iterable[Value], language: str) -> Iterator[str]:
    """The sentences of the interface that are not in the catalogue of a language."""
    known = catalogue(language)
    for words in said:
        if isinstance(words, Text):
            yield from untranslated(words.values.values(), language)
            told = (words.msgid, words.plural) if words.plural else words.msgid
            if language != SOURCE and _WORDS.search(_FIELD.sub("", words.msgid)) and told not in known:
                yield words.msgid


_FIELD = re.compile(r"\{\w+\}")
_WORDS = re.compile(r"\w")
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2024, 3, 20, 12, tzinfo=BERLIN).astimezone(UTC)


@dataclass(slots=True)
class Memory:
    """What storage would keep of one citizen."""

    runs: dict[str, Run] = field(default_factory=dict)
    counted: dict[str, dict[str, int]] = field(default_factory=dict)
    """By survey: the questions whose answer counts, and its revision."""

    read: dict[str, tuple[int, ...]] = field(default_factory=dict)
    votes: dict[str, dict[int, Vote]] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    """The oldest first."""

    rulings: dict[int, Ruling] = field(default_factory=dict)

    def keep(self, fact: Fact, day: date) -> None:
        """Writes one fact down, as strictly as the constraints of the database."""
        match fact:
            case SectionRead(guideline=slug, section=section):
                others = tuple(number for number in self.read.get(slug, ()) if number != section)
                self.read[slug] = (*others, section)
            case VoteCast(guideline=slug, section=section, vote=vote):
                assert self.votes.get(slug, {}).get(section) is not vote, fact
                self.votes.setdefault(slug, {})[section] = vote
            case CommentContinued() | CommentHandedIn() | CommentDiscarded():
                self._keep_comment(fact, day)
            case ObjectionRaised(ruling=number):
                assert not self.rulings[number].is_objected, fact
                self.rulings[number] = replace(self.rulings[number], is_objected=True)
            case NoticeRead() | LanguageChosen():
                pass  # stands with the citizen
            case SurveyStarted(survey=survey):
                self.runs[survey] = self.runs.get(survey, Run()).after(fact)
            case QuestionAnswered(survey=survey, question=question, answer=answer):
                run = self.runs[survey]
                before = run.answers.get(question)
                assert answer.revision == (before.revision + 1 if before else 1), fact
                self.runs[survey] = run.after(fact)
            case SurveyHandedIn(survey=survey, counted=counted):
                run = self.runs[survey]
                for question, revision in counted:
                    assert run.answers[question].revision == revision, fact
                self.runs[survey] = run.after(fact)
                self.counted[survey] = dict(counted)

    def _keep_comment(self, fact: CommentContinued | CommentHandedIn | CommentDiscarded, day: date) -> None:
        about = (fact.guideline, fact.section, fact.version)
        begun = [
            comment
            for comment in self.comments
            if comment.is_unfinished and (comment.guideline, comment.section, comment.version) == about
        ]
        assert len(begun) <= 1, fact
        before = begun[0] if begun else Comment(*about, CommentState.UNFINISHED, (), day)
        match fact:
            case CommentContinued(part=part, words=words):
                assert part == len(before.parts) + 1, fact
                after = [replace(before, parts=(*before.parts, words), day=day)]
            case CommentHandedIn(receipt=receipt):
                assert begun, fact
                after = [replace(before, state=CommentState.HANDED_IN, receipt=receipt, day=day)]
            case CommentDiscarded():
                assert begun, fact
                after = []
        at = self.comments.index(before) if begun else len(self.comments)
        self.comments[at : at + len(begun)] = after

    def find(self, wants: set[Want]) -> dict[Want, Found]:
        """Answers what the talks want to see."""
        found: dict[Want, Found] = {}
        for want in wants:
            match want:
                case MyRun(survey=survey):
                    found[want] = self.runs.get(survey, Run())
                case MySurveys():
                    parts = [TakingPart(slug, run.version, run.state) for slug, run in self.runs.items()]
                    found[want] = tuple(reversed(parts))
                case MyReceipts():
                    found[want] = Receipts({s: run.receipt for s, run in self.runs.items() if run.receipt})
                case MyGuidelines():
                    found[want] = Guidelines(
                        {
                            slug: Reading(self.read.get(slug, ()), self.votes.get(slug, {}))
                            for slug in {*self.read, *self.votes}
                        }
                    )
                case MyRuling(number=number):
                    found[want] = self.rulings.get(number)
                case MyComments():
                    found[want] = Comments(tuple(reversed(self.comments)))
        return found


@dataclass(slots=True)
class Stage:
    """One citizen in front of one city."""

    city: City
    now: datetime = NOON
    citizen: Citizen = field(default_factory=lambda: Citizen(1))
    place: Place = NOWHERE
    memory: Memory = field(default_factory=Memory)
    screens: list[Screen] = field(default_factory=list)
    """Everything shown so far, the newest last."""
    facts: list[Fact] = field(default_factory=list)
    inputs: int = 0
    messages: int = 0
    """How many messages were typed; the last one has this number."""
    late: timedelta = timedelta()
    """How long what is typed is on its way; a press is there at once."""

    @property
    def translator(self) -> Translator:
        """Speaks the citizen's language."""
        return translator(self.citizen.language, BERLIN)

    @property
    def screen(self) -> Screen:
        """What the citizen sees now."""
        return self.screens[-1]

    def hear(self, heard: Heard) -> Step:
        """One turn, as the citizens' door does it."""
        self.inputs += 1
        before = self.memory.find(turn.wants_before(self.place, heard))
        receipt = f"K7M3Q-{self.inputs:05}"
        written = self.now - self.late if isinstance(heard, Said | Corrected) else self.now
        view = View(self.city, self.citizen, self.place, written, receipt, before, arrived=self.now)
        step = turn.advance(view, heard, self.translator.plain)
        for fact in step.facts:
            self.memory.keep(fact, written.date())
        self.facts += step.facts
        self.citizen = turn.after(self.citizen, step.facts)
        self.place = step.place
        self._draw(view, step)
        return step

    def look(self) -> Screen:
        """What somebody sees who has said nothing yet: the page of the web chat at the first visit."""
        view = View(self.city, self.citizen, self.place, self.now)
        self._draw(view, Step(self.place))
        return self.screen

    def tell(self, news: News) -> None:
        """Tells the citizen what happened, who stays where he is."""
        screen = notified.show(self.city, self.citizen.language, news, self.now)
        assert screen, news
        self.screens.append(screen)
        self._check()

    def _draw(self, view: View, step: Step) -> None:
        found = self.memory.find(turn.wants_of(self.place))
        view = replace(view, citizen=self.citizen, place=self.place, now=self.now, found=found)
        self.screens.append(turn.show(view, step))
        self._check()

    def _check(self) -> None:
        """What holds after every single turn."""
        assert places.load(places.dump(self.place)) == self.place
        codes = self.codes()
        assert codes, "no way on"
        assert len(set(codes)) == len(codes), "two buttons do the same"
        assert all(0 < len(code.encode()) <= LONGEST for code in codes), codes
        labels = [self.translator.plain(button.label) for row in self.screen.rows for button in row]
        assert all(label.strip() for label in labels), labels
        assert all(self.translator.plain(line.text).strip() for line in self.screen.lines)
        said = [line.text for line in self.screen.lines]
        said += [button.label for row in self.screen.rows for button in row]
        assert not (missing := set(untranslated(said, self.citizen.language))), missing

    def codes(self, screen: Screen | None = None) -> list[str]:
        """The codes behind the buttons of a screen: of the present one if none is named."""
        return [button.code for row in (screen or self.screen).rows for button in row]

    def label(self, code: str) -> str:
        """The label of a button of the present screen."""
        return next(
            self.translator.plain(button.label)
            for row in self.screen.rows
            for button in row
            if button.code == code
        )
