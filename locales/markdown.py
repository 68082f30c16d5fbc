"""Reads what staff wrote in Markdown into runs; everything that is not plain formatting stays text."""

from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from locales.runs import Run, joined

_PARSER = MarkdownIt("zero").enable(
    ["emphasis", "link", "list", "blockquote", "escape", "newline", "heading"]
)
_BULLET_ENDS = ("• ", ". ")
_WITH_HOST, _WITHOUT_HOST = ("https", "http"), ("mailto", "tel")


@lru_cache(maxsize=1024)
def read(text: str) -> tuple[Run, ...]:
    """The runs of a Markdown text; paragraphs have an empty line between them, line breaks stay."""
    runs: list[Run] = []
    numbers: list[int | None] = []
    quoted = heading = 0
    for token in _PARSER.parse(text):
        match token.type:
            case "ordered_list_open":
                numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_open":
                numbers.append(None)
            case "ordered_list_close" | "bullet_list_close":
                numbers.pop()
            case "list_item_open":
                runs.append(Run(_bullet(numbers, first=not runs)))
            case "blockquote_open" | "blockquote_close":
                quoted += token.nesting
            case "heading_close":
                heading -= 1
            case "paragraph_open" | "heading_open":
                heading += token.type == "heading_open"
                if runs and not runs[-1].text.endswith(_BULLET_ENDS):
                    runs.append(Run("\n\n"))
            case "inline":
                runs += _inline(token.children or [], quote=quoted > 0, bold=heading > 0)
            case _other:
                pass
    return joined(runs)


def _bullet(numbers: list[int | None], *, first: bool) -> str:
    break_ = "" if first else "\n"
    number = numbers[-1]
    if number is None:
        return f"{break_}• "
    numbers[-1] = number + 1
    return f"{break_}{number}. "


def _inline(tokens: list[Token], *, quote: bool, bold: bool) -> list[Run]:
    runs: list[Run] = []
    strong, emphasis, link = int(bold), 0, ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                link = _safe(str(token.attrGet("href") or ""))
            case "link_close":
                link = ""
            case "softbreak" | "hardbreak":
                runs.append(Run("\n", quote=quote))
            case _other:
                runs.append(Run(token.content, strong > 0, emphasis > 0, link, quote))
    return runs


def _safe(href: str) -> str:
    """The address if its scheme is harmless and it names nobody else's host behind an @; else nothing."""
    parts = urlsplit(href)
    whole = parts.scheme in _WITHOUT_HOST or (parts.scheme in _WITH_HOST and parts.netloc)
    return href if whole and not parts.username else ""
