"""The form of an announcement: what it says in three languages, where it leads, to whom it goes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import wtforms

from admin_web.editor.differences import Difference, compare, leaves
from admin_web.editor.gaps import Gap, list_gaps
from admin_web.editor.languages import CODES, line, lines, typed_texts
from admin_web.editor.mistakes import put_problems
from admin_web.editor.numbers import read_count
from admin_web.editor.wording import tell_place
from admin_web.forms import Form, Line, OneOf
from admin_web.pages.broadcasts import names
from admin_web.pages.broadcasts.names import Choices
from admin_web.speech import LANGUAGE_NAMES
from dialogs.city.broadcast import Audience, Broadcast
from dialogs.city.broadcast_check import check
from dialogs.city.city import City
from dialogs.city.passages import Passage, Where, find_missing
from dialogs.text import LANGUAGES

MISSING = "Bitte wählen Sie etwas aus der Liste."
ALL = ("", "alle")
FIELDS_IN_WORDS = {
    "title": "Überschrift",
    "text": "Text",
    "leads_to": "Knopf",
    "shows": "Was auf dem Bild zu sehen ist",
    "spread_minutes": "Verteilt über Minuten",
    "service": "Auch ohne Zustimmung",
    "topic": "Bestellt",
    "languages": "Sprachen",
    "took_part_in": "Abgegeben",
    "not_in": "Nicht abgegeben",
    "signed_up_for": "Angemeldet",
}


class WordsForm(Form):
    """What can also be corrected after it was sent."""

    title = line("Überschrift")
    text = lines("Text")
    leads_to = OneOf("Knopf unter dem Text", (), MISSING)


class BroadcastForm(WordsForm):
    """Everything about an announcement but its file."""

    shows = line("Was auf dem Bild zu sehen ist")
    topic = OneOf("Wer etwas Bestimmtes bestellt hat", (), MISSING)
    signed_up_for = OneOf("Wer zu einem Termin angemeldet ist", (), MISSING)
    service = wtforms.BooleanField("Die Nachricht betrifft diesen Termin selbst")
    took_part_in = OneOf("Wer eine Umfrage abgegeben hat", (), MISSING)
    not_in = OneOf("Wer eine Umfrage noch nicht abgegeben hat", (), MISSING)
    de = wtforms.BooleanField(LANGUAGE_NAMES["de"])
    en = wtforms.BooleanField(LANGUAGE_NAMES["en"])
    simple = wtforms.BooleanField(LANGUAGE_NAMES["de@simple"])
    spread_minutes = Line("Verteilt über so viele Minuten", default="0")


def data_of(broadcast: Broadcast) -> dict[str, Any]:
    """What stands in the fields for an announcement."""
    audience = broadcast.audience
    return {
        "title": typed_texts(broadcast.title),
        "text": typed_texts(broadcast.text),
        "leads_to": broadcast.leads_to,
        "shows": typed_texts(broadcast.shows),
        "topic": audience.topic,
        "signed_up_for": audience.signed_up_for,
        "service": broadcast.service,
        "took_part_in": audience.took_part_in,
        "not_in": audience.not_in,
        **{name: language in audience.languages for name, language in CODES.items()},
        "spread_minutes": str(broadcast.spread_minutes),
    }


def offer(form: WordsForm, city: City, before: Broadcast) -> None:
    """Fills the lists: with everything published, and with what was chosen before, whatever became of it."""
    _fill(form.leads_to, [("", "kein Knopf"), *names.doors(city)], before.leads_to)
    if isinstance(form, BroadcastForm):
        audience = before.audience
        _fill(form.topic, [ALL, *names.topics(city)], audience.topic)
        _fill(form.signed_up_for, [ALL, *names.events(city)], audience.signed_up_for)
        _fill(form.took_part_in, [ALL, *names.surveys(city)], audience.took_part_in)
        _fill(form.not_in, [ALL, *names.surveys(city)], audience.not_in)


def _fill(field: OneOf, choices: Choices, kept: str) -> None:
    known = kept in dict(choices)
    field.choices = choices if known else [*choices, (kept, names.label_in(choices, kept))]


def typed_words(form: WordsForm, before: Broadcast) -> Broadcast:
    """The announcement with the words and the button that were typed."""
    title, text = form.title.texts, form.text.texts
    return replace(before, title=title, text=text, leads_to=form.leads_to.text)


def typed_all(form: BroadcastForm, before: Broadcast) -> Broadcast:
    """The announcement with everything that was typed; what is no number is refused beside its field."""
    speak = tuple(language for name, language in CODES.items() if form[name].data)
    audience = Audience(
        topic=form.topic.text,
        languages=() if len(speak) == len(LANGUAGES) else speak,
        took_part_in=form.took_part_in.text,
        not_in=form.not_in.text,
        signed_up_for=form.signed_up_for.text,
    )
    minutes = read_count(form.spread_minutes, before.spread_minutes, 60)
    return replace(
        typed_words(form, before),
        shows=form.shows.texts,
        audience=audience,
        spread_minutes=minutes,
        service=bool(form.service.data),
    )


def refuse_problems(form: WordsForm, broadcast: Broadcast) -> list[str]:
    """Puts what is wrong with it beside the fields; returns what has none, with its place."""
    return put_problems(form, check(broadcast), name_of)


def find_gaps(broadcast: Broadcast) -> list[Gap]:
    """What some people will read in German, because it is not there in their language."""
    passages = [Passage(("title",), broadcast.title, None), Passage(("text",), broadcast.text, None)]
    if broadcast.attachment:
        passages.append(Passage(("shows",), broadcast.shows, None))
    return list_gaps(find_missing(passages), name_of)


def name_of(where: Where) -> str:
    """A place in words."""
    return tell_place(where, FIELDS_IN_WORDS, {})


def differ(mine: Broadcast, theirs: Broadcast) -> list[Difference]:
    """What is said or chosen differently."""
    return compare(_leaves(mine), _leaves(theirs), _in_words, name_of)


def _leaves(broadcast: Broadcast) -> Iterable[tuple[Where, object]]:
    audience = broadcast.audience
    values: dict[str, object] = {
        "title": broadcast.title,
        "text": broadcast.text,
        "leads_to": broadcast.leads_to,
        "shows": broadcast.shows,
        "topic": audience.topic,
        "signed_up_for": audience.signed_up_for,
        "service": "ja" if broadcast.service else "",
        "took_part_in": audience.took_part_in,
        "not_in": audience.not_in,
        "languages": ", ".join(LANGUAGE_NAMES[language] for language in audience.languages),
        "spread_minutes": broadcast.spread_minutes,
    }
    return [leaf for name, value in values.items() for leaf in leaves((name,), value)]


def _in_words(_where: Where, value: object) -> str:
    return str(value)
