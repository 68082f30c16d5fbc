"""What is wrong with an announcement that staff have written: nothing of it goes out before that is right."""

from collections.abc import Iterator

from dialogs.city.broadcast import Broadcast
from dialogs.city.city import City
from dialogs.city.cleaning import is_empty
from dialogs.city.passages import LONGEST_TITLE, Passage, check_text
from dialogs.city.questions.kind import Problem
from dialogs.city.subscription import ANNOUNCEMENTS, EVENTS, WINDOWS, topics_of
from dialogs.text import LANGUAGES, staff

MOST_MESSAGE, MOST_CAPTION = 4096, 1024
"""UTF-16 units of a message, and of the words below a picture or document (Telegram Bot API).

One message can be corrected in place, several cannot.
"""

AROUND = 224
"""Of these so many are for what stands around the words: why one gets it, that it is in German only."""

MOST_SPREAD = 7 * 24 * 60
"""Minutes."""

GERMAN = LANGUAGES[0]


def check(broadcast: Broadcast) -> list[Problem]:
    """Everything that is wrong with what it says and how it goes out; each with its field."""
    return [*_check_texts(broadcast), *_check_way(broadcast)]


def most_units(broadcast: Broadcast) -> int:
    """How long title and text may be together, in UTF-16 units."""
    return (MOST_CAPTION if broadcast.attachment else MOST_MESSAGE) - AROUND


def units(text: str) -> int:
    """Length in UTF-16 units, which is how Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _check_texts(broadcast: Broadcast) -> Iterator[Problem]:
    yield from check_text(Passage(("title",), broadcast.title, LONGEST_TITLE, named=True))
    yield from check_text(Passage(("text",), broadcast.text, None))
    if is_empty(broadcast.title.get(GERMAN, "")):
        yield Problem(("title",), staff("Bitte schreiben Sie die Überschrift auf Deutsch."))
    if is_empty(broadcast.text.get(GERMAN, "")):
        sentence = staff("Bitte schreiben Sie den Text auf Deutsch: Er steht dort, wo ein anderer fehlt.")
        yield Problem(("text",), sentence)
    most = most_units(broadcast)
    for language, text in broadcast.text.items():
        title = broadcast.title.get(language, "")
        long = units(broadcast.title.get(GERMAN, "") if is_empty(title) else title) + units(text)
        if long > most:
            sentence = staff(
                "Überschrift und Text sind zusammen {over} Zeichen zu lang. {most} passen in eine Nachricht.",
                over=str(long - most),
                most=str(most),
            )
            yield Problem(("text", language), sentence)


def _check_way(broadcast: Broadcast) -> Iterator[Problem]:
    audience = broadcast.audience
    if not 0 <= broadcast.spread_minutes <= MOST_SPREAD:
        sentence = staff("Möglich sind 0 bis {most} Minuten, das sind sieben Tage.", most=str(MOST_SPREAD))
        yield Problem(("spread_minutes",), sentence)
    if audience.took_part_in and audience.took_part_in == audience.not_in:
        sentence = staff("Niemand hat an derselben Umfrage teilgenommen und nicht teilgenommen.")
        yield Problem(("not_in",), sentence)
    if broadcast.service and not audience.signed_up_for:
        sentence = staff(
            "Ohne Zustimmung zu Ankündigungen geht nur, was einen Termin betrifft. Wählen Sie ihn bitte aus."
        )
        yield Problem(("service",), sentence)


def check_names(broadcast: Broadcast, city: City) -> list[Problem]:
    """What it names and is not there: surveys and events can be gone again before it is sent."""
    audience = broadcast.audience
    languages = all(language in LANGUAGES for language in audience.languages)
    topic = not audience.topic or audience.topic in topics_to_choose(city)
    named = (
        (
            "leads_to",
            leads_somewhere(city, broadcast.leads_to),
            "Der Knopf führt zu nichts Veröffentlichtem.",
        ),
        ("topic", topic, "Dieses Thema gibt es nicht (mehr)."),
        ("languages", languages, "Eine dieser Sprachen gibt es hier nicht."),
        ("took_part_in", audience.took_part_in in ("", *city.surveys), _NO_SURVEY),
        ("not_in", audience.not_in in ("", *city.surveys), _NO_SURVEY),
        (
            "signed_up_for",
            audience.signed_up_for in ("", *city.events),
            "Diesen Termin gibt es nicht (mehr).",
        ),
    )
    return [Problem((name,), staff(sentence)) for name, is_there, sentence in named if not is_there]


_NO_SURVEY = "Diese Umfrage ist nicht veröffentlicht."


def leads_somewhere(city: City, link: str) -> bool:
    """Whether a link such as `survey-beteiligung` leads to something published; nowhere will do as well."""
    talk, _, item = link.partition("-")
    match talk:
        case "survey":
            return item in city.surveys
        case "guideline":
            return item in city.guidelines
        case "section":
            slug, _, number = item.rpartition("-")
            published = city.guidelines.get(slug)
            if published is None or not number.isdecimal():
                return False
            return published.newest.section(int(number)) is not None
        case "event":
            return item in city.events
        case _other:
            return link in ("", "events", "project")


def topics_to_choose(city: City) -> tuple[str, ...]:
    """The topics somebody can have subscribed to."""
    narrow = {topic for event in city.events.values() for topic in topics_of(event)}
    return (ANNOUNCEMENTS, EVENTS, WINDOWS, *sorted(narrow - {EVENTS}))
