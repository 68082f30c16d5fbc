"""A town hall on a table: one citizen, a city, a clock, a memory; the real engine and the real translator."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dialogs.city.citizen import Citizen
from dialogs.city.city import City
from dialogs.city.comment import Comment, CommentState, Visibility, Vote
from dialogs.city.facts import (
    CommentChanged,
    CommentContinued,
    CommentDiscarded,
    CommentHandedIn,
    CommentSupported,
    CommentWithdrawn,
    DataRequested,
    Fact,
    LanguageChosen,
    NoticeRead,
    ObjectionRaised,
    PersonErased,
    QuestionAnswered,
    SectionRead,
    StaffChatLinked,
    SupportTakenBack,
    SurveyHandedIn,
    SurveyStarted,
    VoteCast,
    WishChosen,
    WishTakenBack,
)
from dialogs.city.facts_notices import (
    AllSwitchedOff,
    RemindersStopped,
)
from dialogs.city.notification import News
from dialogs.city.objection import Ruling
from dialogs.city.staff_chat import StaffChat, StaffDoor
from dialogs.city.subscription import Notices
from dialogs.city.wish import WishKind
from dialogs.engine import place as places
from dialogs.engine import turn
from dialogs.engine.buttons import LONGEST
from dialogs.engine.heard import Corrected, Heard, Said
from dialogs.engine.place import NOWHERE, Place
from dialogs.engine.screen import Screen
from dialogs.engine.talk import Step, View
from dialogs.engine.wants import (
    SAYINGS_AT_ONCE,
    Comments,
    Found,
    Guidelines,
    MyComment,
    MyComments,
    MyGuidelines,
    MyNotices,
    MyReceipts,
    MyRuling,
    MyRun,
    MySurveys,
    MyWishes,
    OthersSay,
    Reading,
    Receipts,
    Run,
    Saying,
    Sayings,
    Story,
    TakingPart,
    Want,
    Wishes,
)
from dialogs.engine.wants_announced import Announced, AnnouncedIn
from dialogs.engine.wants_events import Comings, Entrance, EntranceCode, MyEvent, MyEvents
from dialogs.talks import notified
from dialogs.text import Text, Value
from locales.translator import SOURCE, Translator, catalogue, translator
from tests.dialogs.guests import EventFact, Guests
from tests.dialogs.switches import Switched, Switches


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
    on: dict[str, dict[int, int]] = field(default_factory=dict)
    """By guideline and section: the version a vote was cast on."""
    voted: dict[str, dict[int, date]] = field(default_factory=dict)
    """The same: the day."""
    handed: dict[str, date] = field(default_factory=dict)
    """By survey: the day it was handed in."""
    comments: list[Comment] = field(default_factory=list)
    """The oldest first."""
    written: int = 0
    """How many comments were ever begun; the last one has this number."""
    stories: dict[int, Story] = field(default_factory=dict)
    """What the city made of a comment; the words are those of before it was changed."""
    handed_in: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """All the words of comments that are handed in."""
    sayings: dict[tuple[str, int], list[Saying]] = field(default_factory=dict)
    """What others say on a section, the newest first."""

    rulings: dict[int, Ruling] = field(default_factory=dict)
    wishes: dict[str, frozenset[WishKind]] = field(default_factory=dict)
    guests: Guests = field(default_factory=Guests)
    switches: Switches = field(default_factory=Switches)
    announced: dict[int, Announced] = field(default_factory=dict)
    """What the city has announced, by the number of the message."""
    codes: dict[str, datetime] = field(default_factory=dict)
    """What staff may link a chat by, and until when."""
    member: str = ""
    """Whose chat this is, if it is one of staff."""

    def keep(self, fact: Fact, day: date) -> None:
        """Writes one fact down, as strictly as the constraints of the database."""
        if isinstance(fact, Switched | EventFact):
            self._hand_on(fact)
            return
        match fact:
            case SectionRead(guideline=slug, section=section):
                others = tuple(number for number in self.read.get(slug, ()) if number != section)
                self.read[slug] = (*others, section)
            case VoteCast(guideline=slug, section=section, version=version, vote=vote):
                before = (self.votes.get(slug, {}).get(section), self.on.get(slug, {}).get(section))
                assert before != (vote, version), fact
                self.votes.setdefault(slug, {})[section] = vote
                self.on.setdefault(slug, {})[section] = version
                self.voted.setdefault(slug, {})[section] = day
            case CommentContinued() | CommentHandedIn() | CommentChanged() | CommentDiscarded():
                self._keep_comment(fact, day)
            case CommentWithdrawn(comment=number):
                self._withdraw(number, day)
            case CommentSupported(comment=number, arrived=arrived):
                assert all(saying.arrived == arrived for saying in self._sayings(number)), fact
                self._support(number, 1)
            case SupportTakenBack(comment=number):
                self._support(number, -1)
            case WishChosen(guideline=slug, kind=kind):
                assert kind not in self.wishes.get(slug, ()), fact
                self.wishes[slug] = self.wishes.get(slug, frozenset()) | {kind}
            case WishTakenBack(guideline=slug, kind=kind):
                assert kind in self.wishes[slug], fact
                self.wishes[slug] -= {kind}
            case ObjectionRaised(ruling=number):
                assert not self.rulings[number].is_objected, fact
                self.rulings[number] = replace(self.rulings[number], is_objected=True)
            case StaffChatLinked(code=code):
                del self.codes[code]
                self.member = "Frau Berger"
            case PersonErased():
                self.runs, self.counted, self.read, self.votes, self.comments = {}, {}, {}, {}, []
            case NoticeRead() | LanguageChosen() | DataRequested():
                pass  # stands with the citizen
            case SurveyStarted() | QuestionAnswered() | SurveyHandedIn():
                self._keep_answer(fact, day)

    def _hand_on(self, fact: Switched | EventFact) -> None:
        """What is kept by itself; what is reminded of by wishes is kept with these."""
        if isinstance(fact, EventFact):
            self.guests.keep(fact)
            return
        self.switches.keep(fact)
        if isinstance(fact, AllSwitchedOff):
            self.wishes = {}
            self.guests.mine = {
                slug: replace(each, wishes=frozenset()) for slug, each in self.guests.mine.items()
            }
        if isinstance(fact, RemindersStopped) and fact.kind == "guideline":
            self.wishes[fact.slug] = self.wishes.get(fact.slug, frozenset()) & {WishKind.DAILY}

    def _notices(self) -> Notices:
        mine = self.switches.notices
        wished = tuple(("guideline", slug) for slug, kinds in self.wishes.items() if kinds)
        events = tuple(("event", slug) for slug, each in self.guests.mine.items() if each.wishes)
        return replace(mine, reminders=(*mine.reminders, *wished, *events))

    def _keep_answer(self, fact: SurveyStarted | QuestionAnswered | SurveyHandedIn, day: date) -> None:
        run = self.runs.get(fact.survey, Run())
        match fact:
            case SurveyStarted():
                pass
            case QuestionAnswered(question=question, answer=answer):
                before = run.answers.get(question)
                assert answer.revision == (before.revision + 1 if before else 1), fact
            case SurveyHandedIn(counted=counted):
                for question, revision in counted:
                    assert run.answers[question].revision == revision, fact
                self.counted[fact.survey], self.handed[fact.survey] = dict(counted), day
        self.runs[fact.survey] = run.after(fact)

    def _keep_comment(
        self, fact: CommentContinued | CommentHandedIn | CommentChanged | CommentDiscarded, day: date
    ) -> None:
        about = (fact.guideline, fact.section, fact.version, fact.kind)
        begun = [
            comment
            for comment in self.comments
            if comment.is_unfinished
            and (comment.guideline, comment.section, comment.version, comment.kind) == about
        ]
        assert len(begun) <= 1, fact
        match fact:
            case CommentContinued(part=part, words=words):
                if not begun:
                    self.written += 1
                    self.comments.append(
                        Comment(*about[:3], CommentState.UNFINISHED, (), day, "", self.written, fact.kind)
                    )
                    begun = self.comments[-1:]
                    self._put(replace(begun[0], replaces=fact.replaces))
                before = self._comment(begun[0].id)
                assert (part, fact.replaces) == (len(before.parts) + 1, before.replaces), fact
                self._put(replace(before, parts=(*before.parts, words), day=day))
            case CommentHandedIn(receipt=receipt, at_once=at_once):
                self.handed_in[begun[0].id] = begun[0].parts
                seen = Visibility.RELEASED if at_once else Visibility.WAITING
                state = CommentState.HANDED_IN
                after = replace(begun[0], state=state, receipt=receipt, visibility=seen, day=day, replaces=0)
                self._put(after)
            case CommentChanged(comment=number, at_once=at_once):
                before = self._comment(number)
                assert (before.is_handed_in, begun[0].replaces) == (True, number), fact
                self.handed_in[number] = begun[0].parts
                hidden = before.visibility is Visibility.HIDDEN
                seen = Visibility.RELEASED if at_once and not hidden else Visibility.WAITING
                self._put(replace(before, parts=begun[0].parts, visibility=seen, day=day))
                self.comments.remove(begun[0])
            case CommentDiscarded():
                self.comments.remove(begun[0])

    def _comment(self, number: int) -> Comment:
        return next(comment for comment in self.comments if comment.id == number)

    def _put(self, comment: Comment) -> None:
        self.comments[self.comments.index(self._comment(comment.id))] = comment

    def _withdraw(self, number: int, day: date) -> None:
        before = self._comment(number)
        assert before.is_handed_in, before
        self._put(replace(before, state=CommentState.WITHDRAWN, parts=(), day=day))
        self.handed_in.pop(number)
        self.comments = [comment for comment in self.comments if comment.replaces != number]

    def _sayings(self, number: int) -> list[Saying]:
        return [saying for said in self.sayings.values() for saying in said if saying.id == number]

    def _support(self, number: int, more: int) -> None:
        """Once for each person: what is supported already, or not at all, is a mistake of the talk."""
        for sayings in self.sayings.values():
            for at, saying in enumerate(sayings):
                if saying.id == number:
                    assert (saying.supported, saying.mine) == (more < 0, False), saying
                    supports = saying.supports + more
                    sayings[at] = replace(saying, supports=supports, supported=more > 0)

    def _others(self, want: OthersSay) -> Sayings:
        """One page of what others say."""
        there = self.sayings.get((want.guideline, want.section), [])
        if want.only:
            return Sayings(tuple(saying for saying in there if saying.id == want.only))
        if want.newer:
            newer = [saying for saying in there if saying.id > want.newer]
            return Sayings(tuple(newer[-SAYINGS_AT_ONCE:]), True, len(newer) > SAYINGS_AT_ONCE)
        older = [saying for saying in there if not want.older or saying.id < want.older]
        return Sayings(tuple(older[:SAYINGS_AT_ONCE]), len(older) > SAYINGS_AT_ONCE, bool(want.older))

    def find(self, wants: set[Want]) -> dict[Want, Found]:
        """Answers what the talks want to see."""
        found: dict[Want, Found] = {}
        for want in wants:
            match want:
                case MyRun(survey=survey):
                    found[want] = self.runs.get(survey, Run())
                case MySurveys():
                    runs = reversed(self.runs.items())
                    found[want] = tuple(
                        TakingPart(slug, run.version, run.state, run.changed) for slug, run in runs
                    )
                case MyReceipts():
                    codes = {slug: run.receipt for slug, run in self.runs.items() if run.receipt}
                    found[want] = Receipts(codes, {slug: self.handed[slug] for slug in codes})
                case MyGuidelines():
                    found[want] = Guidelines(
                        {
                            slug: Reading(
                                self.read.get(slug, ()),
                                self.votes.get(slug, {}),
                                self.on.get(slug, {}),
                                days=self.voted.get(slug, {}),
                            )
                            for slug in {*self.read, *self.votes}
                        }
                    )
                case MyWishes() | MyNotices():
                    is_all = isinstance(want, MyNotices)
                    found[want] = self._notices() if is_all else Wishes(dict(self.wishes))
                case MyEvent(event=slug):
                    found[want] = self.guests.see(slug)
                case MyEvents():
                    mine = self.guests.mine.items()
                    found[want] = Comings({slug: each for slug, each in mine if each.seat or each.came})
                case Entrance(event=slug):
                    found[want] = EntranceCode(self.guests.codes.get(slug, ""))
                case MyRuling(number=number) | AnnouncedIn(message=number):
                    is_ruling = isinstance(want, MyRuling)
                    found[want] = self.rulings.get(number) if is_ruling else self.announced.get(number)
                case StaffDoor(code=code):
                    found[want] = StaffChat(self.codes.get(code), self.member)
                case MyComments():
                    found[want] = Comments(tuple(reversed(self.comments)))
                case MyComment(comment=number):
                    words = self.handed_in.get(number, ())
                    found[want] = replace(self.stories.get(number, Story()), parts=words)
                case OthersSay():
                    found[want] = self._others(want)
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
        view = View(
            self.city, self.citizen, self.place, written, receipt, before, arrived=self.now, zone=BERLIN
        )
        step = turn.advance(view, heard, self.translator.plain)
        for fact in step.facts:
            self.memory.keep(fact, written.astimezone(BERLIN).date())
        self.facts += step.facts
        self.citizen = turn.after(self.citizen, step.facts)
        self.place = step.place
        self._draw(view, step)
        return step

    def look(self) -> Screen:
        """What somebody sees who has said nothing yet: the page of the web chat at the first visit."""
        view = View(self.city, self.citizen, self.place, self.now, zone=BERLIN)
        self._draw(view, Step(self.place))
        return self.screen

    def tell(self, news: News) -> None:
        """Tells the citizen what happened, who stays where he is."""
        screen = notified.show(self.city, self.citizen.language, news, self.now)
        assert screen, news
        self.show(screen)

    def show(self, screen: Screen) -> None:
        """Shows what nobody has asked for."""
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
