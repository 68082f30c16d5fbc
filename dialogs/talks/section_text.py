"""The text of a section in portions one can read on a phone: cut between paragraphs, else where it goes."""

from dialogs.text import LANGUAGES, Content, Localized

AT_ONCE = 3000
"""Characters of one portion: with its heading it fits into one message (4096 in the Telegram Bot API)."""

NEARLY = 3600
"""Up to so many stand on one screen all the same: nobody turns a page for two more sentences."""

BEGINNING = 700
"""Characters of the present wording beside a proposal for another one."""

_ENDS = ("\n\n", "\n", ". ", " ")


def portions(texts: Localized, language: str) -> tuple[Content, ...]:
    """The text in the language it is read in; more than one portion if it is long."""
    chosen = _choose(texts, language)
    text = texts.get(chosen, "")
    if len(text) <= NEARLY:
        return (Content(texts, rich=True),)
    found: list[Content] = []
    while len(text) > NEARLY:
        cut = _cut(text, AT_ONCE)
        found.append(Content({chosen: text[:cut].rstrip()}, rich=True))
        text = text[cut:].lstrip("\n ")
    return (*found, Content({chosen: text}, rich=True))


def last_portion(texts: Localized, language: str) -> str:
    """The step of a section at which its last portion is read; empty if there is only one."""
    count = len(portions(texts, language))
    return str(count) if count > 1 else ""


def beginning(texts: Localized, language: str) -> tuple[Content, bool]:
    """How the text begins, and whether there is more of it."""
    chosen = _choose(texts, language)
    text = texts.get(chosen, "")
    if len(text) <= BEGINNING:
        return Content(texts, rich=True), False
    return Content({chosen: f"{text[: _cut(text, BEGINNING)].rstrip()} …"}, rich=True), True


def _choose(texts: Localized, language: str) -> str:
    """The language somebody reads it in: the own one, else German, else any."""
    there = (one for one in (language, LANGUAGES[0], *texts) if texts.get(one, "").strip())
    return next(there, language)


def _cut(text: str, most: int) -> int:
    """Where to cut so that at most so many characters stand before it: at the best end in their last half."""
    for end in _ENDS:
        found = text.rfind(end, most // 2, most)
        if found >= 0:
            return found + len(end)
    return most
