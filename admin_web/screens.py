"""Draws what citizens see into a page of staff, by the very templates of the web chat."""

from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import jinja2

from bot.webchat import show as webchat
from dialogs.engine.screen import Line, Screen
from dialogs.text import Words
from locales.translator import translator


def draw_body(screen: Screen, language: str, zone: ZoneInfo) -> webchat.Json:
    """A screen as blocks and rows, with the code of its language; `draw` turns it into HTML."""
    return webchat.draw(webchat.body(screen, translator(language, zone)))


def draw(macro: str, *values: object) -> Any:
    """What a macro of the web chat makes of it, `lines` or `rows`; everything in it is escaped already."""
    return getattr(_macros(), macro)(*values)


def draw_lines(screen: Screen, language: str, zone: ZoneInfo) -> Any:
    """What a screen says, without its buttons."""
    return draw("lines", draw_body(screen, language, zone))


def draw_words(words: Words, zone: ZoneInfo) -> Any:
    """A text as citizens who speak German read it, with everything staff have formatted."""
    return draw_lines(Screen((Line(words),)), "de", zone)


@cache
def _macros() -> Any:
    """The macros that draw citizens' screens, from their own template."""
    loader = jinja2.FileSystemLoader(webchat.TEMPLATES)
    env = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return env.get_template("screen.html").module
