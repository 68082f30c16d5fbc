"""Files of a broadcast go up once for each bot, then by their number; long words follow as a message."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from bot.telegram.attached import LONGEST_CAPTION
from bot.telegram.files import Files
from bot.telegram.send import Telegram
from bot.town import Town
from dialogs.city.upload import Upload, UploadKind
from storage import attachments
from storage.database import Database, Unavailable
from storage.outbox import Rank, State
from tests.bot.telegram.test_send import CHAT, ROW, Mail, fake_telegram, mail
from tests.sample import KEY, NOW
from tests.walks.living import BERLIN, rows

__all__ = ["fake_telegram", "mail"]

CONTENT = b"\x89PNG ..."
BOLD = [{"type": "bold", "offset": 0, "length": 3}]
BUTTON = {"inline_keyboard": [[{"text": "Zum Termin", "callback_data": "d:event:fest"}]]}
MANY = replace(ROW, rank=Rank.BROADCAST, broadcast=5)


class Post:
    """The sender of one process, with a database in which a picture and a document lie."""

    def __init__(self, database: Database, mail: Mail, owner: str = "me") -> None:
        self.mail = mail
        town = Town(database, KEY, BERLIN, owner)
        files = Files(town, "1", lambda: mail.now)
        self.telegram = Telegram(mail.client, lambda: mail.now, mail.make, files)

    async def send(self, body: str, **changes: Any) -> tuple[State, str, int | None]:
        """What came of a body: state, reason and the message it became."""
        sent = await self.telegram.send(replace(MANY, body=body, **changes))
        return sent.result.state, sent.result.reason, sent.result.became


@pytest.fixture
async def kept(database: Database) -> dict[str, str]:
    """The digests of a picture and a document."""
    async with database.write() as connection:
        picture = Upload("fest.png", UploadKind.PICTURE, "image/png")
        document = Upload("plan.pdf", UploadKind.DOCUMENT, "application/pdf")
        return {
            "photo": await attachments.keep(connection, picture, CONTENT, NOW),
            "document": await attachments.keep(connection, document, b"%PDF- ...", NOW),
        }


def body(kept: dict[str, str], kind: str = "photo", text: str = "Das Fest", **more: Any) -> str:
    file = {"digest": kept.get(kind, "0" * 64), "kind": kind, "name": "fest.png"}
    return json.dumps({"text": text, **more, "attachment": file}, ensure_ascii=False)


def parameters(mail: Mail, method: str) -> list[dict[str, Any]]:
    return [call["parameters"] for call in mail.telegram.ledger.calls(method)]


@pytest.mark.parametrize(("kind", "method"), [("photo", "sendPhoto"), ("document", "sendDocument")])
async def test_it_goes_up_once_and_then_by_its_number(
    database: Database, mail: Mail, kept: dict[str, str], kind: str, method: str
) -> None:
    words = body(kept, kind, entities=BOLD, reply_markup=BUTTON)
    post = Post(database, mail)
    numbers = [await post.send(words) for _ in range(3)]
    assert [state for state, _why, _message in numbers] == [State.SENT] * 3
    other = Post(database, mail, "another process")
    await other.send(words)
    first, *others = parameters(mail, method)
    assert first[kind]["bytes"] == len(CONTENT if kind == "photo" else b"%PDF- ...")
    [[number]] = await rows(database, "SELECT number FROM uploads")
    assert [each[kind] for each in others] == [number] * 3
    assert mail.shown() == ["Das Fest"] * 4
    for message in mail.telegram.know(CHAT).messages.values():
        assert message["reply_markup"] == BUTTON
        assert message["caption_entities"] == BOLD


async def test_of_many_at_once_one_brings_it_up(database: Database, mail: Mail, kept: dict[str, str]) -> None:
    post = Post(database, mail)
    told = await asyncio.gather(*(post.send(body(kept)) for _ in range(5)))
    assert {state for state, _why, _message in told} == {State.SENT}
    assert sum("file" in each["photo"] for each in parameters(mail, "sendPhoto")) == 1


async def test_while_another_process_brings_it_up_the_others_wait(
    database: Database, mail: Mail, kept: dict[str, str]
) -> None:
    mail.telegram.fault("server_error", method="sendPhoto", next=1)
    assert (await Post(database, mail).send(body(kept)))[0] is State.UNKNOWN
    other = Post(database, mail, "another process")
    waits = (State.WAITING, "another process uploads the file", None)
    assert await other.send(body(kept)) == waits
    mail.now = mail.now.replace(hour=mail.now.hour + 1)
    assert (await other.send(body(kept)))[0] is State.SENT


async def test_a_number_that_is_not_known_any_more_is_replaced(
    database: Database, mail: Mail, kept: dict[str, str]
) -> None:
    post = Post(database, mail)
    await post.send(body(kept))
    mail.telegram.world.files._files.clear()
    assert await post.send(body(kept)) == (State.WAITING, "has to be uploaded anew", None)
    assert (await post.send(body(kept)))[0] is State.SENT
    assert sum("file" in each["photo"] for each in parameters(mail, "sendPhoto")) == 2


async def test_words_too_long_for_a_caption_follow(
    database: Database, mail: Mail, kept: dict[str, str]
) -> None:
    post, long = Post(database, mail), "ä" * LONGEST_CAPTION
    await post.send(body(kept, text=long))
    state, _why, message = await post.send(body(kept, text=f"{long}😀", reply_markup=BUTTON))
    assert (state, mail.calls()) == (State.SENT, ["sendPhoto", "sendPhoto", "sendMessage"])
    assert message == max(mail.telegram.know(CHAT).messages), "the words are what can be corrected"
    assert "reply_markup" not in parameters(mail, "sendPhoto")[1]
    assert mail.shown() == [long, "", f"{long}😀"]


@pytest.mark.parametrize("times", [1, 2])
async def test_formatting_that_is_refused_is_left_out(
    database: Database, mail: Mail, kept: dict[str, str], times: int
) -> None:
    post = Post(database, mail)
    for _ in range(times):
        mail.telegram.clear_faults()
        mail.telegram.fault("bad_request", next=1, description="can't parse entities: end")
        assert (await post.send(body(kept, entities=BOLD)))[0] is State.SENT
    assert "caption_entities" not in parameters(mail, "sendPhoto")[-1]


async def test_a_file_that_is_gone_ends_the_row(database: Database, mail: Mail) -> None:
    assert await Post(database, mail).send(body({})) == (
        State.FAILED,
        "the file is not there any more",
        None,
    )


async def test_an_odd_answer_to_an_upload_is_in_doubt(
    database: Database, mail: Mail, kept: dict[str, str]
) -> None:
    mail.telegram.fault("no_result", method="sendPhoto", next=1)
    assert (await Post(database, mail).send(body(kept)))[0] is State.UNKNOWN
    assert await rows(database, "SELECT * FROM uploads") == []


async def test_while_the_database_cannot_be_read_it_waits_and_what_has_arrived_has_arrived(
    database: Database, mail: Mail, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise Unavailable

    post = Post(database, mail)
    with monkeypatch.context() as trouble:
        trouble.setattr("bot.telegram.files.uploads.find", fail)
        assert await post.send(body(kept)) == (State.WAITING, "database cannot be read", None)
    with monkeypatch.context() as trouble:
        trouble.setattr("bot.telegram.files.uploads.keep", fail)
        assert (await post.send(body(kept)))[0] is State.SENT
    assert (await post.send(body(kept)))[0] is State.SENT


async def test_a_correction_changes_the_words_and_keeps_the_file(
    database: Database, mail: Mail, kept: dict[str, str]
) -> None:
    post = Post(database, mail)
    _state, _why, message = await post.send(body(kept))
    assert (await post.send(body(kept, text="Das große Fest"), corrects=message))[0] is State.SENT
    assert (await post.send(body(kept, text="Das große Fest"), corrects=message))[0] is State.SENT
    assert mail.calls() == ["sendPhoto", "editMessageCaption", "editMessageCaption"]
    assert mail.telegram.know(CHAT).messages[message or 0]["caption"] == "Das große Fest"
