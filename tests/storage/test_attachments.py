"""Files of announcements: the same content is one file, and what nothing uses any more can go."""

from datetime import timedelta

from sqlalchemy import insert

from dialogs.city.upload import Upload, UploadKind
from storage import attachments, retention
from storage.attachments import Attachment
from storage.database import Database
from storage.tables import broadcasts
from tests.files import PDF, PNG, digest
from tests.sample import NOW

PICTURE = Upload("markt.png", UploadKind.PICTURE, "image/png")
PLAN = Upload("plan.pdf", UploadKind.DOCUMENT, "application/pdf")


async def test_the_same_content_is_one_file(database: Database) -> None:
    async with database.write() as connection:
        first = await attachments.keep(connection, PICTURE, PNG, NOW)
        again = await attachments.keep(connection, Upload("x.png", *PICTURE_KIND), PNG, NOW)
        plan = await attachments.keep(connection, PLAN, PDF, NOW)
    assert first == again == digest(PNG) != plan
    async with database.read() as connection:
        found = await attachments.find_attachment(connection, first)
        assert found == Attachment(first, "markt.png", UploadKind.PICTURE, "image/png", len(PNG))
        assert await attachments.read_content(connection, plan) == PDF
        assert await attachments.find_attachment(connection, "0" * 64) is None
        assert await attachments.read_content(connection, "0" * 64) is None


async def test_only_what_no_announcement_names_is_dropped(database: Database) -> None:
    async with database.write() as connection:
        used = await attachments.keep(connection, PICTURE, PNG, NOW)
        unused = await attachments.keep(connection, PLAN, PDF, NOW)
        body = f'{{"title":{{"de":"Fest"}},"attachment":"{used}"}}'
        values = {"body": body, "state": "draft", "created": NOW, "changed": NOW, "author": "Frau Berger"}
        await connection.execute(insert(broadcasts).values(values))
        assert not await attachments.drop_unused(connection, used)
        assert await attachments.drop_unused(connection, unused)
        assert not await attachments.drop_unused(connection, unused)
        assert await attachments.find_attachment(connection, used)


async def test_what_nothing_names_goes_after_a_day(database: Database) -> None:
    a_day = timedelta(days=1, seconds=1)
    async with database.write() as connection:
        used = await attachments.keep(connection, PICTURE, PNG, NOW)
        await attachments.keep(connection, PLAN, PDF, NOW)
        body = f'{{"title":{{"de":"Fest"}},"attachment":"{used}"}}'
        values = {"body": body, "state": "withdrawn", "created": NOW, "changed": NOW, "author": "Frau Berger"}
        await connection.execute(insert(broadcasts).values(values))
        await attachments.keep(connection, PLAN, PDF, NOW + a_day)
        assert (await retention.sweep(connection, NOW + a_day))["files"] == 0, "it was brought once more"
        assert (await retention.sweep(connection, NOW + 2 * a_day))["files"] == 1
        assert await attachments.find_attachment(connection, used)


PICTURE_KIND = (UploadKind.PICTURE, "image/png")
