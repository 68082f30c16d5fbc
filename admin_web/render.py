"""Draws pages: Jinja with escaping everywhere, German dates, and what every page shows."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
import wtforms
from aiohttp import web

from admin_web.access import Permission, may
from admin_web.desk import desk_of
from admin_web.files import address_of
from admin_web.menu import MENU
from admin_web.visit import VISIT, WAITING
from admin_web.work import new_form_key
from storage.moderation_queue import MOST_COUNTED

TEMPLATES = Path(__file__).parent / "templates"
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@cache
def _templates() -> jinja2.Environment:
    """All templates, each read and compiled at its first use."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"day": show_day, "number": show_number}
    env.globals |= {"aria": aria, "static": address_of, "May": Permission, "new_form_key": new_form_key}
    return env


def render(request: web.Request, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """Draws a page; `values` are what its template names."""
    html = _templates().get_template(template).render({**_everywhere(request), **values})
    return web.Response(text=html, status=status, content_type="text/html")


def _everywhere(request: web.Request) -> Mapping[str, Any]:
    visit, zone = request.get(VISIT), desk_of(request).zone
    session = visit.session if visit else None
    member = session.member if session else None

    return {
        "me": member,
        "may": lambda permission: may(member, permission),
        "menu": [entry for entry in MENU if member and may(member, entry.permission)],
        "waiting_comments": request.get(WAITING, 0),
        "most_counted": MOST_COUNTED,
        "here": request.path,
        "is_here": lambda address: _is_within(request.path, address),
        "form_token": session.form_token if session else "",
        "said": session.said if session else "",
        "notice": visit.city.project.notice.get("de", "") if visit else "",
        "project": visit.city.project.name.get("de", "") if visit else "",
        "moment": moment_in(zone),
    }


def aria(field: wtforms.Field, hint: str) -> dict[str, str]:
    """What a screen reader is to say with a field: its hint, its mistake."""
    about = [f"{field.id}-{part}" for part, there in (("hint", hint), ("error", field.errors)) if there]
    return ({"aria-describedby": " ".join(about)} if about else {}) | (
        {"aria-invalid": "true"} if field.errors else {}
    )


def _is_within(path: str, address: str) -> bool:
    """Whether a page belongs to an entry of the menu; the overview stands above all and holds none."""
    return path == address or (address != "/admin" and path.startswith(f"{address}/"))


def moment_in(zone: ZoneInfo) -> Callable[[datetime], str]:
    """Says an instant as people in the town hall read it, in the city's time."""

    def moment(at: datetime) -> str:
        local = at.astimezone(zone)
        return f"{show_day(local)}, {local:%H:%M}\N{NO-BREAK SPACE}Uhr"

    return moment


def show_day(day: date) -> str:
    """15. März 2024"""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def show_weekday(day: date) -> str:
    """Freitag, 15. März 2024"""
    return f"{WEEKDAYS[day.weekday()]}, {show_day(day)}"


def show_number(number: int) -> str:
    """12.345"""
    return f"{number:,}".replace(",", ".")


_PAGE = re.compile("[0-9]{1,6}")


def page_number(request: web.Request) -> int:
    """Which page of a list is asked for, from 1; nonsense is the first."""
    typed = request.query.get("page", "")
    return max(1, int(typed)) if _PAGE.fullmatch(typed) else 1
