"""How a screen looks on Telegram: messages with entities and an inline keyboard; pure."""

from functools import lru_cache
from typing import Any

import orjson

from dialogs.city.my_data import File
from dialogs.engine.attachment import Attachment, Document, EventFile, Picture, PublicPage, Venue
from dialogs.engine.screen import Button, Line, Screen, Style
from locales.runs import Run
from locales.translator import Translator

Json = dict[str, Any]

LONGEST = 4096
"""UTF-16 units of one message."""

LONGEST_LABEL = 64
"""Characters of a button; phones show far fewer."""

_CHOSEN = "✓ "
_FILE = "file:"
_EVENT = "event:"
_VENUE = "venue:"


REMEMBERED = 512
"""Screens: all questions of some surveys in all languages; about a kilobyte each."""


def show(screen: Screen, translator: Translator) -> str:
    """The screen as messages, one JSON object a line; only the last one has the buttons."""
    try:
        return _remember(screen, translator)
    except TypeError:  # it holds a person's own words, which are not to be remembered
        return _write(screen, translator)


def _write(screen: Screen, translator: Translator) -> str:
    messages = [_message(part) for part in _split(_runs(screen, translator))]
    if screen.silent:
        for message in messages:
            message["disable_notification"] = True
    if screen.rows:
        messages[-1]["reply_markup"] = {"inline_keyboard": _keyboard(screen, translator)}
    for kept in screen.files:
        if isinstance(kept, Picture | Document):
            messages[0]["attachment"] = _kept(kept)
    # No line break is ever written inside of one, so lines can part them.
    parts = [orjson.dumps(message).decode() for message in messages]
    return "\n".join([*parts, *(part for each in screen.files if (part := _attached(each, translator)))])


_remember = lru_cache(REMEMBERED)(_write)
"""Most people see a screen that others have just seen: drawing it costs three times as much as finding it."""


def parts(body: str) -> list[str]:
    """The messages `show` made, each as the JSON of its payload without an address."""
    return body.split("\n")


def _kept(file: Picture | Document) -> Json:
    """What a message is sent along with: its text stands below it then."""
    kind = "photo" if isinstance(file, Picture) else "document"
    return {"digest": file.digest, "kind": kind, "name": file.name}


def _attached(attachment: Attachment, translator: Translator) -> str:
    """The part that stands for something brought along; empty for what has none of its own."""
    match attachment:
        case Picture() | Document() | PublicPage():
            return ""
        case File():
            return f"{_FILE}{attachment}"
        case EventFile():
            return f"{_EVENT}{translator.language}:{attachment.slug}"
        case Venue():
            title = translator.plain(attachment.title)
            address = attachment.address or title
            place = {
                "latitude": attachment.lat,
                "longitude": attachment.lon,
                "title": title,
                "address": address,
            }
            return f"{_VENUE}{orjson.dumps(place).decode()}"


def file_of(part: str) -> File | EventFile | None:
    """The file a part stands for, which is made when it is sent; None for anything else."""
    if part.startswith(_EVENT):
        language, _, slug = part.removeprefix(_EVENT).partition(":")
        return EventFile(slug, language)
    return File(part.removeprefix(_FILE)) if part.startswith(_FILE) else None


def venue_of(part: str) -> str:
    """The place a part stands for, as the JSON of its payload without an address; empty for anything else."""
    return part.removeprefix(_VENUE) if part.startswith(_VENUE) else ""


def addressed(part: str, **address: int) -> bytes:
    """The payload of a call: a part with the chat, and perhaps the message, it goes to."""
    head = "".join(f'"{name}":{number},' for name, number in address.items())
    return f"{{{head}{part[1:]}".encode()


def _runs(screen: Screen, translator: Translator) -> list[Run]:
    runs: list[Run] = []
    before: Line | None = None
    for line in screen.lines:
        if before:
            close = line.style is Style.ITEM and before.style is Style.ITEM
            runs.append(Run("\n" if close else "\n\n"))
        runs += _line(line, translator)
        before = line
    return runs


def _line(line: Line, translator: Translator) -> list[Run]:
    runs = list(translator.runs(line.text))
    match line.style:
        case Style.TITLE:
            return [run._replace(bold=True) for run in runs]
        case Style.HINT:
            return [run._replace(italic=True) for run in runs]
        case Style.ITEM:
            return [Run("• "), *runs]
        case Style.CODE:
            return [Run(run.text, code=True) for run in runs]
        case Style.BODY | Style.NOTE:
            return runs


def _keyboard(screen: Screen, translator: Translator) -> list[list[Json]]:
    return [[_button(button, translator) for button in row] for row in screen.rows]


def _button(button: Button, translator: Translator) -> Json:
    label = translator.plain(button.label)[:LONGEST_LABEL] or "…"
    if isinstance(button.brings, PublicPage):
        return {"text": label, "url": button.brings.url}
    return {"text": f"{_CHOSEN}{label}" if button.chosen else label, "callback_data": button.code}


def _message(runs: list[Run]) -> Json:
    """Text and entities; offsets and lengths count UTF-16 units, and no entity ends in white space."""
    text = "".join(run.text for run in runs)
    entities: list[Json] = []
    offset = 0
    for run in runs:
        length = units(run.text.rstrip())
        if length:
            entities += ({**entity, "offset": offset, "length": length} for entity in _entities(run))
        offset += units(run.text)
    message: Json = {"text": text}
    if entities:
        message["entities"] = entities
    return message


def _entities(run: Run) -> list[Json]:
    found: list[Json] = []
    if run.bold:
        found.append({"type": "bold"})
    if run.italic:
        found.append({"type": "italic"})
    if run.code:
        found.append({"type": "code"})
    if run.quote:
        found.append({"type": "blockquote"})
    if run.link:
        found.append({"type": "text_link", "url": run.link})
    return found


def units(text: str) -> int:
    """Length in UTF-16 units, which is how Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _split(runs: list[Run]) -> list[list[Run]]:
    """Runs in portions of one message each: cut between paragraphs, else lines, words, characters."""
    if 0 < sum(len(run.text) for run in runs) * 2 <= LONGEST:
        return [runs]
    portions: list[list[Run]] = [[]]
    room = LONGEST
    for run in runs:
        rest = run.text
        while units(rest) > room:
            cut = _cut(rest, room, at_start=not portions[-1])
            portions[-1].append(_with_text(run, rest[:cut].rstrip()))
            rest = rest[cut:].lstrip()
            portions.append([])
            room = LONGEST
        portions[-1].append(_with_text(run, rest))
        room -= units(rest)
    return [portion for portion in portions if "".join(run.text for run in portion).strip()] or [[Run("…")]]


def _with_text(run: Run, text: str) -> Run:
    return run._replace(text=text)


def _cut(text: str, room: int, *, at_start: bool) -> int:
    """Where to cut so that the head fits into `room` UTF-16 units; 0 moves all of it to the next portion."""
    head = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
    for mark in ("\n\n", "\n", " "):
        found = head.rfind(mark)
        if found > 0:
            return found + len(mark)
    return len(head) if at_start else 0
