"""Puts a page together: the frame with the project's name and notice, and what stands in it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.webchat import words
from bot.webchat.languages import name_of
from bot.webchat.show import TEMPLATES
from bot.webchat.site import Site
from dialogs.city.project import Project
from dialogs.text import Content
from locales.translator import HTML_CODES, translator

STATIC = Path(__file__).parent / "static"


def fingerprint(name: str) -> str:
    """Part of a static file's address: a new file has a new one, so browsers may keep the old for ever."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


_templates = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals |= {
    "words": words,
    "static": {path.name: f"/static/{path.name}?{fingerprint(path.name)}" for path in STATIC.iterdir()},
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same on every page: language and project; `known` says that the device is somebody's."""

    site: Site
    language: str
    project: Project
    known: bool = False


def render(frame: Frame, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """A page in the frame's language."""
    speaker = translator(frame.language, frame.site.town.zone)
    text = _templates.get_template(template).render(
        say=speaker.plain,
        lang=HTML_CODES[speaker.language],
        project=speaker.plain(Content(frame.project.name)),
        notice=speaker.plain(Content(frame.project.notice)),
        known=frame.known,
        feed=name_of(frame.language),
        **values,
    )
    return web.Response(text=text, status=status, content_type="text/html")
