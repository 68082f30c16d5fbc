"""Reads a play and performs it: what citizens type and press, what happens, what the bot says.

A play is a German text file. `# …` is a remark, `@ 2024-03-20 12:00` sets the clock (Berlin), `* …` is a
stage direction (see `directions`), `> …` is the citizen:

    > Hallo                        words typed; \\n, \\u200b … stand for characters nobody can see
    > {😀 × 4096}                  the same character many times
    > {geändert: Hallo!}           the last typed message, changed afterwards; {geändert 2: …}: the second one
    > {auf die Ankündigung: Wann?} a reply to the last announcement; {auf eine Frage: Ja}: to another message
    > /start umfrage-1             a command or a deep link
    > [Weiter]                     a button of the screen, by its label
    > [[Weiter]]                   a button of an earlier screen
    > (Sprachnachricht)            something that is neither words nor a press

`! …` is a fact, and what stands further in is what the bot says: **title**, *remark*, • entry, → note, and
rows of buttons, with ☑ and ☐ where one can be on or off. To perform a play is to write it anew: it is right
if nothing changes.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from dialogs.city.answer import AnswerKind
from dialogs.city.comment import CommentKind
from dialogs.city.facts import (
    CommentChanged,
    CommentContinued,
    CommentDiscarded,
    CommentHandedIn,
    CommentSupported,
    CommentWithdrawn,
    DataRequested,
    EventAttended,
    EventSignedOff,
    EventSignedUp,
    EventWishChosen,
    EventWishTakenBack,
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
    QuietHoursChosen,
    RemindersStopped,
    RhythmChosen,
    SurveyReminderChosen,
    TopicChosen,
    TopicDropped,
)
from dialogs.engine import buttons
from dialogs.engine.attachment import Attachment, EventFile, Venue
from dialogs.engine.heard import Called, Corrected, Heard, Said, Unclear
from dialogs.engine.screen import Button, Line, Screen, Style
from dialogs.talks import COMMANDS
from locales.runs import Run
from locales.translator import Translator
from tests.dialogs.cities import SMALL
from tests.dialogs.directions import follow
from tests.dialogs.stage import BERLIN, Stage
from tests.dialogs.switches import tell_switch

INDENT = "    "

UNCLEAR = {
    "Sprachnachricht": "voice",
    "Bild": "photo",
    "Datei": "file",
    "Kontakt": "contact",
    "Standort": "location",
    "Sticker": "sticker",
    "leere Nachricht": "empty",
    "zu viele Nachrichten": "too many",
    "unlesbarer Knopf": "button",
}
"""What citizens send that no talk can use, and the kind under which the channels report it."""


class WrongPlayError(Exception):
    """A line of a play cannot be performed."""


def perform(play: str) -> str:
    """The play as it really goes."""
    stage = Stage(SMALL)
    performed: list[str] = []
    for line in play.splitlines():
        match line[:1]:
            case "@":
                stage.now = (
                    datetime.strptime(line[2:], "%Y-%m-%d %H:%M").replace(tzinfo=BERLIN).astimezone(UTC)
                )
                performed += [line, ""]
            case "*":
                before = len(stage.screens)
                follow(line[2:], stage)
                told = [draw(screen, stage.translator) for screen in stage.screens[before:]]
                performed += [line, *(words for screen in told for words in screen), ""]
            case ">":
                step = stage.hear(understand(line[2:], stage))
                facts = [f"! {tell_fact(fact)}" for fact in step.facts]
                performed += [line, *facts, *draw(stage.screen, stage.translator), ""]
            case "#":
                performed.append(line)
            case "" if performed and performed[-1]:
                performed.append("")
            case _other:
                pass  # what was said last time
    return "\n".join(performed).rstrip() + "\n"


# The citizen


def understand(line: str, stage: Stage) -> Heard:
    """What a line of the citizen means on this stage."""
    if found := re.fullmatch(r"\[\[(.+)\]\]", line):
        return buttons.read(_code(found[1], stage.screens[-2::-1], stage.translator))
    if found := re.fullmatch(r"\[(.+)\]", line):
        return buttons.read(_code(found[1], [stage.screen], stage.translator))
    if found := re.fullmatch(r"\((.+)\)", line):
        return Unclear(UNCLEAR[found[1]])
    if found := re.fullmatch(r"\{geändert(?: (\d+))?: (.*)\}", line):
        return Corrected(spelt(found[2]), int(found[1] or stage.messages))
    if line.startswith("/"):
        return _command(line[1:])
    stage.messages += 1
    if found := re.fullmatch(r"\{auf (die Ankündigung|eine Frage): (.*)\}", line):
        replies_to = max(stage.memory.announced) if found[1] == "die Ankündigung" else 1
        return Said(spelt(found[2]), stage.messages, replies_to)
    return Said(spelt(line), stage.messages)


def _code(label: str, screens: list[Screen], translator: Translator) -> str:
    for screen in screens:
        codes = [b.code for row in screen.rows for b in row if translator.plain(b.label) == label]
        if len(codes) == 1:
            return codes[0]
        if codes:
            raise WrongPlayError(f"more than one button [{label}]")
    there = [translator.plain(button.label) for row in screens[0].rows for button in row]
    raise WrongPlayError(f"no button [{label}]; there are {there}")


def _command(line: str) -> Heard:
    word, _, rest = line.partition(" ")
    if word == "start":
        return buttons.read_payload(rest)
    return Called(COMMANDS[word]) if word in COMMANDS else Unclear("command")


def spelt(text: str) -> str:
    """A text with its escapes and repetitions carried out."""
    text = re.sub(r"\{(.) × (\d+)\}", lambda many: many[1] * int(many[2]), text)
    return re.sub(r"\\(n|t|x..|u....|U........)", _letter, text)


def _letter(escape: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t"}.get(escape[1]) or chr(int(escape[1][1:], 16))


# What happened


def tell_fact(fact: Fact) -> str:
    """A fact on one line."""
    match fact:
        case NoticeRead(version=number) | ObjectionRaised(ruling=number) | DataRequested(number=number):
            return f"{type(fact).__name__} {number}"
        case PersonErased() | QuietHoursChosen() | AllSwitchedOff():
            return tell_switch(fact)
        case (
            LanguageChosen(language=word)
            | StaffChatLinked(code=word)
            | EventSignedUp(event=word)
            | EventSignedOff(event=word)
            | EventAttended(event=word)
            | SurveyReminderChosen(survey=word)
            | TopicChosen(topic=word)
            | TopicDropped(topic=word)
            | RhythmChosen(rhythm=word)
        ):
            return f"{type(fact).__name__} {word}"
        case SurveyStarted(survey=survey, version=version, language=language):
            return f"SurveyStarted {survey}, version {version}, {language}"
        case QuestionAnswered(survey=survey, question=question, answer=answer, category=category):
            again = f", revision {answer.revision}" if answer.revision > 1 else ""
            words = f" „{visible(answer.value[0])}“" if category == "(text)" else ""
            assert (answer.kind is AnswerKind.GIVEN) == (category not in ("(skipped)", "(declined)"))
            return f"QuestionAnswered {survey}, {question}: {category}{words}{again}".rstrip()
        case SurveyHandedIn(survey=survey, version=version, receipt=receipt, counted=counted):
            keys = ", ".join(key if revision == 1 else f"{key} ({revision})" for key, revision in counted)
            return f"SurveyHandedIn {survey}, version {version}, {receipt}: {keys}"
        case SectionRead() | VoteCast():
            vote = f": {fact.vote}" if isinstance(fact, VoteCast) else ""
            return f"{type(fact).__name__} {_where(fact)}{vote}"
        case CommentContinued() | CommentHandedIn() | CommentChanged() | CommentDiscarded():
            return f"{type(fact).__name__} {_written(fact)}"
        case CommentWithdrawn() | CommentSupported() | SupportTakenBack():
            return f"{type(fact).__name__} {fact.guideline}, comment {fact.comment}"
        case (
            WishChosen(guideline=slug)
            | WishTakenBack(guideline=slug)
            | EventWishChosen(event=slug)
            | EventWishTakenBack(event=slug)
            | RemindersStopped(slug=slug)
        ):
            return f"{type(fact).__name__} {slug}: {fact.kind}"


Written = CommentContinued | CommentHandedIn | CommentChanged | CommentDiscarded


def _where(fact: SectionRead | VoteCast | Written) -> str:
    return f"{fact.guideline}, section {fact.section}, version {fact.version}"


def _written(fact: Written) -> str:
    what = _where(fact) if fact.kind is CommentKind.COMMENT else f"{fact.kind} {_where(fact)}"
    match fact:
        case CommentContinued(part=part, words=words, language=language):
            instead = f", instead of {fact.replaces}" if fact.replaces else ""
            return f"{what}, part {part}, {language}{instead}: „{visible(words)}“"
        case CommentHandedIn():
            return f"{what}, {fact.receipt}{_seen(at_once=fact.at_once)}"
        case CommentChanged():
            return f"{what}, instead of {fact.comment}{_seen(at_once=fact.at_once)}"
        case CommentDiscarded():
            return what


def _seen(*, at_once: bool) -> str:
    return ", to be read at once" if at_once else ""


# What the bot says

_FRAMES: dict[Style, Callable[[str], str]] = {
    Style.TITLE: "**{}**".format,
    Style.BODY: "{}".format,
    Style.ITEM: "• {}".format,
    Style.HINT: "*{}*".format,
    Style.NOTE: "→ {}".format,
    Style.CODE: "`{}`".format,
}


def draw(screen: Screen, translator: Translator) -> list[str]:
    """The lines of a screen as they stand in a play."""
    drawn = [_line(line, translator) for line in screen.lines]
    drawn += [" ".join(_button(button, translator) for button in row) for row in screen.rows]
    drawn += [_attached(each, translator) for each in screen.files]
    return [f"{INDENT}{line}".rstrip() for part in drawn for line in part.split("\n")]


def _attached(each: Attachment, translator: Translator) -> str:
    match each:
        case Venue():
            return f"(Ort: {translator.plain(each.title)}, {each.address}, {each.lat}, {each.lon})"
        case EventFile():
            return f"(Datei: {each.slug or 'alle Termine'}.ics)"
        case _my_data:
            return f"(Datei: {each})"


def _line(line: Line, translator: Translator) -> str:
    return _FRAMES[line.style]("".join(_run(run) for run in translator.runs(line.text)))


def _run(run: Run) -> str:
    text = visible(run.text)
    for on, mark in ((run.bold, "**"), (run.italic, "*"), (run.code, "`")):
        text = f"{mark}{text}{mark}" if on else text
    return f"{text} <{run.link}>" if run.link else text


def _button(button: Button, translator: Translator) -> str:
    mark = {None: "", True: "☑ ", False: "☐ "}[button.chosen]
    return f"[{mark}{visible(translator.plain(button.label))}]"


def visible(text: str) -> str:
    """The text with what nobody can see as escapes, and with long repetitions told as such."""
    text = re.sub(r"(.)\1{19,}", lambda many: f"{{{many[1]} × {len(many[0])}}}", text)
    return "".join(char if char == "\n" or char.isprintable() else ascii(char)[1:-1] for char in text)
