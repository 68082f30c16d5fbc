"""The list of guidelines for those who write them, and how many queries the pages of writing need."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from dialogs.city.comment import Vote
from dialogs.city.facts import VoteCast
from dialogs.city.guideline import Guideline, Section
from storage.staff import Role
from tests import sample
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.guidelines import WRITE, publish, put_draft
from tests.participants import a_comment, speak_up

NEW = Guideline("neu", {"en": "Not in German"}, ())


async def test_drafts_stand_in_the_list_of_those_who_write(house: House, editor: Browser) -> None:
    await put_draft(house, NEW)
    await publish(house)
    await put_draft(house)
    page = await editor.open("/admin/guidelines")
    assert [row[:3] for row in page.rows] == [
        ["Leitlinien", "offen bis 29. März 2024, 23:59 Uhr Entwurf neuer als veröffentlicht", "3"],
        ["Not in German", "Entwurf", "0"],
    ]
    assert page.links()["Not in German"] == "/admin/guidelines/neu/edit"
    assert page.links()["Leitlinien"] == "/admin/guidelines/leitlinien"
    assert page.links()["Neue Leitlinie"] == "/admin/guidelines/_new"


async def test_who_only_reads_sees_no_drafts(house: House) -> None:
    await put_draft(house, NEW)
    await house.take_in("Gast", Role.VIEWER)
    page = await (await house.enter("Gast")).open("/admin/guidelines")
    assert page.rows == []
    assert "Neue Leitlinie" not in page.links()


async def test_votes_on_an_earlier_wording_are_counted_by_themselves(house: House, editor: Browser) -> None:
    await publish(house)
    for vote in (Vote.AGREE, Vote.PARTLY):
        await speak_up(house.database, VoteCast("leitlinien", 3, 1, vote), VoteCast("leitlinien", 1, 1, vote))
    first, second, third = sample.GUIDELINE.sections
    later = replace(second, text={"de": "Wirklich alle."})
    await publish(house, replace(sample.GUIDELINE, sections=(third, later, first)))
    await speak_up(house.database, VoteCast("leitlinien", 3, 2, Vote.DISAGREE))
    rows = (await editor.open("/admin/guidelines/leitlinien")).rows
    assert [row[:4] for row in rows[:3]] == [
        ["1. Wie", "0", "0", "0"],
        ["2. Wer 2 Stimmen zum früheren Wortlaut", "0", "0", "1"],
        ["3. Wozu", "1", "1", "0"],
    ]


PAGES = {
    WRITE: 6,
    f"{WRITE}/texts": 5,
    f"{WRITE}/sections/1": 5,
    f"{WRITE}/sections/1/remove": 5,
    f"{WRITE}/preview": 5,
    f"{WRITE}/publish": 6,
    f"{WRITE}/discard": 5,
}


@pytest.mark.parametrize("many", [1, 3])
async def test_as_many_queries_for_one_section_as_for_many(house: House, editor: Browser, many: int) -> None:
    sections = tuple(Section(n, {"de": f"Teil {n}"}, {"de": "Alt."}) for n in range(1, many + 1))
    for _version in range(many):
        await publish(house, replace(sample.GUIDELINE, sections=sections))
    for section in sections:
        await speak_up(house.database, *a_comment(section.number, f"C{section.number}", "Gut."))
    later = tuple(replace(section, text={"de": "Neu."}) for section in sections)
    await put_draft(house, replace(sample.GUIDELINE, sections=later))
    await editor.open("/admin")  # the city is read once
    counts: dict[str, int] = {}
    for address in PAGES:
        await editor.open(WRITE)  # nothing is left to be said
        counts[address] = await count_queries(house, editor, address)
    assert counts == PAGES


async def count_queries(house: House, browser: Browser, address: str) -> int:
    """How many statements one page needs, with those that find out who is there."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            asked.append(statement)

    engines = [house.database._reader.sync_engine, house.database._writer.sync_engine]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    assert (await browser.open(address)).status == 200
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)
