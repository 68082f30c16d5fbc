"""Who uploads a file for a bot, and the number it has from then on."""

from datetime import timedelta

from storage import uploads
from storage.database import Database
from tests.sample import NOW


async def test_one_uploads_and_the_others_find_its_number(database: Database) -> None:
    async with database.write() as connection:
        assert await uploads.find(connection, "1", "d") is None
        assert await uploads.may_upload(connection, "1", "d", "me", NOW)
        assert await uploads.may_upload(connection, "1", "d", "me", NOW), "once more, after trouble"
        assert not await uploads.may_upload(connection, "1", "d", "another", NOW)
        assert await uploads.may_upload(connection, "2", "d", "another", NOW), "another bot, another number"
        late = NOW + uploads.LASTS + timedelta(seconds=1)
        assert await uploads.may_upload(connection, "1", "d", "another", late), "whoever began has died"
        await uploads.keep(connection, "1", "d", "old")
        await uploads.keep(connection, "1", "d", "new")
        assert await uploads.find(connection, "1", "d") == "new"
        assert await uploads.find(connection, "2", "d") is None
        await uploads.forget(connection, "1", "d")
        assert await uploads.find(connection, "1", "d") is None
