"""An editor brings a picture or document: known by its bytes, kept once, harmless to whoever opens it."""

from io import BytesIO

import aiohttp
import pytest
from sqlalchemy import text

from dialogs.city.upload import MOST_BYTES
from tests.admin_web.broadcasting import draft, stored
from tests.admin_web.browser import Browser, Page
from tests.admin_web.conftest import EDITOR, House
from tests.files import JPEG, PDF, PNG, digest, png


async def bring(browser: Browser, at: str, content: bytes, name: str, **typed: str) -> Page:
    """Hands in the form with a file, as a browser does; stays with the first answer."""
    form = (await browser.open(f"{at}/attachment")).form("Anhängen")
    return await hand_in(browser, form.action, dict(form.fields) | typed, content, name)


async def hand_in(browser: Browser, action: str, fields: dict[str, str], content: bytes, name: str) -> Page:
    data = aiohttp.FormData(quote_fields=False)  # browsers write the letters of a name as they are
    for field, value in fields.items():
        if field != "picked":
            data.add_field(field, value)
    data.add_field("picked", BytesIO(content), filename=name, content_type="image/png")
    return await browser.ask("POST", action, data=data)


async def files(house: House) -> list[tuple[str, str]]:
    async with house.database.read() as connection:
        rows = await connection.execute(text("SELECT name, digest FROM attachments ORDER BY name"))
        return [(row.name, row.digest) for row in rows]


async def test_a_picture(house: House, editor: Browser, viewer: Browser) -> None:
    at = await draft(house)
    assert (await bring(editor, at, PNG, "Größe 1.jpg")).headers["Location"] == at
    page = await editor.open(at)
    assert page.said == "Die Datei ist dabei."
    assert page.links()["Groesse-1.png"] == f"{at}/file"
    assert "Bitte beschreiben Sie auf Deutsch, was auf dem Bild zu sehen ist" in page.text
    assert [image.get("src") for image in page.all("img") if image.get("class") == "picture"] == [
        f"{at}/file"
    ]
    assert (await stored(house, at)).broadcast.attachment == digest(PNG)
    answer = await viewer.ask("GET", f"{at}/file")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"] == 'inline; filename="Groesse-1.png"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert await house.told() == [f"{EDITOR} | file attached | Der Markt zieht um (Ankündigung 1) | "]


async def test_another_takes_its_place_and_what_nothing_names_goes(house: House, editor: Browser) -> None:
    at, other = await draft(house), await draft(house)
    for address in (at, other):
        await bring(editor, address, PNG, "a.png")
    await bring(editor, at, PDF, "plan.pdf")
    assert await files(house) == [("a.png", digest(PNG)), ("plan.pdf", digest(PDF))]
    await editor.open(f"{other}/attachment")
    page = await editor.send("Entfernen")
    assert page.said == "Die Datei ist nicht mehr dabei."
    assert await files(house) == [("plan.pdf", digest(PDF))]
    assert (await editor.ask("GET", f"{other}/file")).status == 404
    answer = await editor.ask("GET", f"{at}/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    page = await editor.open(f"{at}/preview?channel=telegram")
    assert "Dabei ist das Dokument plan.pdf." in page.text


async def test_the_same_again_changes_nothing(house: House, editor: Browser) -> None:
    at = await draft(house)
    form = (await editor.open(f"{at}/attachment")).form("Anhängen")
    for _ in range(2):
        answer = await hand_in(editor, form.action, dict(form.fields), JPEG, "foto.jpg")
        assert answer.headers["Location"] == at
    assert (await hand_in(editor, form.action, dict(form.fields), PNG, "foto.jpg")).status == 409
    await bring(editor, at, JPEG, "anders.jpg")
    assert await files(house) == [("foto.jpg", digest(JPEG))]
    assert len(await house.told()) == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "bild.png", "Das ist kein Bild"),
        (b"<!doctype html><script>alert(1)</script>", "plan.pdf", "Das ist kein Bild"),
        (PNG + bytes(MOST_BYTES + 1024**2), "gross.png", "Höchstens 10 MB passen hinein."),
        (png(65_535, 65_535), "bombe.png", "Das Bild hat zu viele Bildpunkte."),
        (b"", "", "Bitte wählen Sie eine Datei."),
    ],
    ids=["svg named png", "html named pdf", "11 MB", "bomb", "nothing"],
)
async def test_what_is_not_taken(
    house: House, editor: Browser, content: bytes, name: str, sentence: str
) -> None:
    at = await draft(house)
    page = await bring(editor, at, content, name)
    assert (page.status, sentence in page.text) == (422, True)
    assert (await files(house), await house.told()) == ([], [])


async def test_beside_a_long_text_no_file_fits(house: House, editor: Browser) -> None:
    broadcast = (await stored(house, await draft(house))).broadcast
    at = await draft(house, type(broadcast)({"de": "Lang"}, {"de": "x" * 900}))
    page = await bring(editor, at, PNG, "a.png")
    assert (page.status, "zusammen 104 Zeichen zu lang" in page.text) == (422, True)
    assert await files(house) == []


async def test_forms_that_nobody_of_ours_sends(house: House, editor: Browser) -> None:
    at = await draft(house)
    form = (await editor.open(f"{at}/attachment")).form("Anhängen")
    fields = dict(form.fields)
    assert (await hand_in(editor, form.action, {**fields, "form_token": "x"}, PNG, "a.png")).status == 403
    many = {f"f{number}": "x" for number in range(30)}
    assert (await hand_in(editor, form.action, {**fields, **many}, PNG, "a.png")).status == 400
    assert (await hand_in(editor, form.action, {**fields, "f": "x" * 70_000}, PNG, "a.png")).status == 413
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    for body in (b"", b"--x\r\nnonsense", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n"):
        assert (await editor.ask("POST", form.action, data=body, headers=kind)).status == 400
    nested = b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--\r\n"
    assert (await editor.ask("POST", form.action, data=nested, headers=kind)).status == 400
    data = aiohttp.FormData(fields, default_to_multipart=True)
    assert (await editor.ask("POST", f"{at}/withdraw", data=data)).status == 415
    plain = await editor.ask("POST", form.action, data=fields)
    assert (plain.status, "Bitte wählen Sie eine Datei." in plain.text) == (422, True)
    assert (await files(house), await house.told()) == ([], [])
