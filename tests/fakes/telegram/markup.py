"""Parses a text as Telegram does before counting it; HTML is the one style judged here."""

import re
from html.parser import HTMLParser

from .wire import utf16_length

TAGS = re.compile(r"b|strong|i|em|u|ins|s|strike|del|span|tg-spoiler|a|tg-emoji|code|pre|blockquote")
BARE_BRACKET = re.compile(r"<(?!/?[a-zA-Z])")


class MarkupError(ValueError):
    """A text that Telegram cannot parse."""


class _Plain(HTMLParser):
    """Collects the text between the tags and refuses what does not nest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not TAGS.fullmatch(tag):
            raise MarkupError(f'unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise MarkupError(f'unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def plain_length(text: str, mode: str) -> int:
    """Count the UTF-16 units that remain when the markup is taken away."""
    if mode != "HTML":
        raise MarkupError(f"the style {mode!r} is not judged here")
    if BARE_BRACKET.search(text):
        raise MarkupError('a "<" that begins no tag')
    parser = _Plain()
    parser.feed(text)
    parser.close()
    if parser.open:
        raise MarkupError(f'no end tag for "{parser.open[-1]}"')
    return utf16_length("".join(parser.text))
