"""A poster for any deep link: a page of A4 with a title, a sentence, QR codes and the link in words."""

from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.links import links_to
from admin_web.editor.wording import german
from admin_web.qr import Code, encode
from admin_web.render import WEEKDAYS, moment_in, render, show_day
from admin_web.visit import VISIT
from dialogs.city.city import City
from dialogs.city.entrance import fold, spaced
from dialogs.city.event import Event
from dialogs.engine.buttons import read_payload
from dialogs.engine.heard import Called
from storage import meta

HOW = {"Webseite": "Im Browser", "Telegram": "Mit Telegram"}


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a poster: a title, a sentence, and the code somebody may type instead."""

    title: str
    sentence: str
    code: str = ""
    when: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to follow the link."""

    how: str
    address: str
    code: Code

    @property
    def lines(self) -> list[str]:
        """The address, parted where a line may end: never at a dash, which could be one of the address."""
        before, _mark, query = self.address.partition("?")
        return [before, f"?{query}"]


async def show(request: web.Request) -> web.Response:
    """The poster of what is asked for. Raises 404 for what is not published."""
    payload = request.query.get("to", "")
    words = _find_words(request, read_payload(payload))
    if words is None:
        raise web.HTTPNotFound
    desk, city = desk_of(request), request[VISIT].city
    async with desk.database.read() as connection:
        bot = await meta.find(connection, meta.BOT_NAME) or ""
    links = links_to(desk.public_url, payload or "menu", bot)
    return render(
        request,
        "poster.html",
        words=words,
        city=german(city.project.name),
        ways=[Way(HOW[link.name], link.address, encode(link.address)) for link in links],
        bot=bot,
        home=_home_of(read_payload(payload)),
    )


def _find_words(request: web.Request, link: Called) -> Words | None:
    city: City = request[VISIT].city
    match link:
        case Called("menu" | "project"):
            return Words(
                german(city.project.name), "Reden Sie mit: Umfragen, Leitlinien und Termine im Chat."
            )
        case Called("survey", slug) if slug in city.surveys:
            return _of_survey(request, slug)
        case Called("guideline", slug) if slug in city.guidelines:
            title = german(city.guidelines[slug].newest.title)
            return Words(title, "Lesen Sie den Entwurf und sagen Sie, was Sie davon halten.")
        case Called("section", item):
            return _of_section(city, item)
        case Called("event", slug) if slug in city.events:
            return _of_event(request, city.events[slug])
        case Called("checkin", item):
            return _of_entrance(city, item)
    return None


def _home_of(link: Called) -> str:
    """The page of staff a poster belongs to, as far as everybody may open it: the list."""
    match link.talk:
        case "survey":
            return "/admin/surveys"
        case "guideline" | "section":
            return "/admin/guidelines"
        case "event" | "checkin":
            return "/admin/events"
    return "/admin"


def _of_survey(request: web.Request, slug: str) -> Words:
    survey = request[VISIT].city.surveys[slug].newest
    takes = f"etwa {survey.minutes} {'Minute' if survey.minutes == 1 else 'Minuten'}"
    # What closes at midnight ends on the day before.
    last = survey.closes - timedelta(seconds=1) if survey.closes else None
    until = f", bis {show_day(last.astimezone(desk_of(request).zone))}" if last else ""
    return Words(german(survey.title), f"Machen Sie mit bei der Umfrage: {takes}{until}.")


def _of_section(city: City, item: str) -> Words | None:
    slug, _, number = item.rpartition("-")
    guideline = city.guidelines.get(slug)
    section = guideline.newest.section(int(number)) if guideline and number.isdecimal() else None
    if section is None:
        return None
    return Words(german(section.title), "Lesen Sie diesen Abschnitt und sagen Sie, was Sie davon halten.")


def _of_event(request: web.Request, event: Event) -> Words:
    zone = desk_of(request).zone
    when = f"{WEEKDAYS[event.starts.astimezone(zone).weekday()]}, {moment_in(zone)(event.starts)}"
    where = ", ".join(filter(None, (event.place, event.address)))
    what = "Hier melden Sie sich an." if event.signup else "Hier erfahren Sie mehr."
    if event.cancelled:
        what = "Der Termin fällt aus."
    return Words(german(event.title), what, when=when, where=where)


def _of_entrance(city: City, item: str) -> Words | None:
    slug, _, typed = item.rpartition("-")
    if slug not in city.events:
        return None
    sentence = "Sie sind da? Sagen Sie es hier, dann bekommen Sie später das Protokoll."
    return Words(german(city.events[slug].title), sentence, spaced(fold(typed)))
