"""Answers as a file: for people who are signed in, whole, and noted in the journal."""

import csv
import json
from io import StringIO

from storage.pseudonyms import pseudonym
from tests import sample
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, publish, put_draft
from tests.participants import take_part


async def test_csv(house: House, editor: Browser) -> None:
    await publish(house)
    await take_part(house.database, {"dabei": "no", "wunsch": '=HYPERLINK("http://x")'})
    await editor.open(f"{AT}/answers")
    page = await editor.ask("GET", editor.page.links()["Tabelle herunterladen (CSV)"])
    assert page.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert page.headers["Content-Disposition"] == 'attachment; filename="umfrage-beteiligung-2024-03-15.csv"'
    assert page.headers["Cache-Control"] == "no-store"
    header, row = csv.reader(StringIO(page.html.removeprefix("\ufeff"), newline=""), strict=True)
    assert header[7:] == [question.key for question in sample.SURVEY.questions]
    assert row[2:] == [
        *("complete", "web", "de", "2024-03-15", "2024-03-15"),
        *("no", "", "", "", "", '\'=HYPERLINK("http://x")', ""),
    ]
    assert await house.told() == ["Herr Yılmaz | exported | Umfrage beteiligung | CSV"]


async def test_json(house: House, editor: Browser) -> None:
    await publish(house)
    await take_part(house.database, {"dabei": "no"}, hand_in=False)
    page = await editor.ask("GET", f"{AT}/export/json")
    assert page.headers["Content-Type"] == "application/json; charset=utf-8"
    [run] = json.loads(page.html)["runs"]
    assert (run["state"], run["answers"]["dabei"], len(run["pseudonym"])) == ("started", "no", 32)
    assert run["pseudonym"] != pseudonym(sample.KEY, "", 1)
    assert await house.told() == ["Herr Yılmaz | exported | Umfrage beteiligung | JSON"]


async def test_nothing_leaves_without_a_sign_in(house: House, editor: Browser) -> None:
    await publish(house)
    page = await house.browser().ask("GET", f"{AT}/export/csv")
    assert (page.status, page.headers["Location"]) == (303, f"/admin/sign-in?next={AT}/export/csv")
    assert await house.told() == []


async def test_what_cannot_be_exported(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    for address in (f"{AT}/export/csv", "/admin/surveys/ohne/export/json", f"{AT}/export/xlsx"):
        assert (await editor.open(address)).status == 404
    assert await house.told() == []
