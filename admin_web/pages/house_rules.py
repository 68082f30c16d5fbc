"""The rules of the house, which moderators name when they hide a comment: word, order, withdraw."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.forms import Form, Lines, take
from admin_web.render import render
from admin_web.speech import say
from admin_web.work import work_on
from dialogs.city.house_rule import MOST_RULE, MOST_RULES, HouseRule, word_rule
from dialogs.city.refusal import Refusal
from dialogs.text import Content
from storage import house_rules

AT = "/admin/house-rules"
_SIZE = {"maxlength": MOST_RULE, "rows": 3}


class Wording(Form):
    """A rule in three languages."""

    de = Lines("Deutsch", render_kw=dict(_SIZE, lang="de"))
    en = Lines("Englisch", render_kw=dict(_SIZE, lang="en"))
    simple = Lines("Leichte Sprache", render_kw=dict(_SIZE, lang="de-simple"))

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by language."""
        return {"de": self.de.text, "en": self.en.text, "de@simple": self.simple.text}


async def show(request: web.Request) -> web.Response:
    """The rules in their order, those that were withdrawn, and a form for one more."""
    return await _page(request, Wording())


async def add(request: web.Request) -> web.Response:
    """Adds a rule behind the others."""
    form = take(request, Wording)
    texts = word_rule(form.typed)
    if not isinstance(texts, Refusal):
        async with work_on(request) as work:
            if len(await house_rules.list_rules(work.connection)) < MOST_RULES:
                await house_rules.add_rule(work.connection, texts)
                return work.done(AT, "house rule added", say="Die Regel gilt ab sofort.")
        return await _page(
            request, form, f"Mehr als {MOST_RULES} Regeln sind zu viel. Nehmen Sie erst eine zurück."
        )
    return await _page(request, form, say(texts.sentence))


async def show_rule(request: web.Request) -> web.Response:
    """One rule, to be worded anew."""
    rule = await _find(request)
    texts = rule.texts
    form = Wording(de=texts.get("de"), en=texts.get("en"), simple=texts.get("de@simple"))
    return render(request, "house_rules/rule.html", rule=rule, form=form, refused="")


async def change(request: web.Request) -> web.Response:
    """Words a rule anew; who was told it before keeps the words of then."""
    rule, form = await _find(request), take(request, Wording)
    texts = word_rule(form.typed)
    if isinstance(texts, Refusal):
        refused = say(texts.sentence)
        return render(request, "house_rules/rule.html", status=422, rule=rule, form=form, refused=refused)
    async with work_on(request) as work:
        if not await house_rules.change_rule(work.connection, rule.number, texts, work.now):
            return work.nothing(AT)
        return work.done(AT, "house rule changed", f"Regel {rule.number}", say="Die Regel ist geändert.")
    raise web.HTTPNotFound


async def move_up(request: web.Request) -> web.Response:
    """One place nearer to the top."""
    return await _move(request, -1)


async def move_down(request: web.Request) -> web.Response:
    """One place nearer to the end."""
    return await _move(request, 1)


async def _move(request: web.Request, steps: int) -> web.Response:
    number = int(request.match_info["id"])
    async with work_on(request) as work:
        if not await house_rules.move_rule(work.connection, number, steps):
            return work.nothing(AT)
        return work.done(AT, "house rule moved", f"Regel {number}")
    raise web.HTTPNotFound


async def withdraw(request: web.Request) -> web.Response:
    """Lets nobody name it any more; it stays for those who were told."""
    number = int(request.match_info["id"])
    async with work_on(request) as work:
        if not await house_rules.withdraw_rule(work.connection, number, work.now):
            return work.nothing(AT)
        return work.done(AT, "house rule withdrawn", f"Regel {number}", say="Die Regel gilt nicht mehr.")
    raise web.HTTPNotFound


async def restore(request: web.Request) -> web.Response:
    """Lets it hold again."""
    number = int(request.match_info["id"])
    async with work_on(request) as work:
        if not await house_rules.restore_rule(work.connection, number):
            return work.nothing(AT)
        return work.done(AT, "house rule restored", f"Regel {number}", say="Die Regel gilt wieder.")
    raise web.HTTPNotFound


async def _find(request: web.Request) -> HouseRule:
    """The rule an address is about. Raises 404 if there is none, or it does not hold any more."""
    async with desk_of(request).database.read() as connection:
        rule = await house_rules.find_rule(connection, int(request.match_info["id"]))
    if rule is None or rule.withdrawn:
        raise web.HTTPNotFound
    return rule


async def _page(request: web.Request, form: Wording, refused: str = "") -> web.Response:
    async with desk_of(request).database.read() as connection:
        rules = await house_rules.list_all_rules(connection)
    return render(
        request,
        "house_rules/list.html",
        status=422 if refused else 200,
        rules=[rule for rule in rules if not rule.withdrawn],
        withdrawn=[rule for rule in rules if rule.withdrawn],
        german=lambda rule: say(Content(rule.texts)),
        form=form,
        refused=refused,
    )
