"""One row of the outbox on its way to Telegram: what is called, and what becomes of the row."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.deliver import Sent
from bot.telegram.client import LONGEST_WAIT, Client
from bot.telegram.files import Files
from bot.telegram.send import PRESS_LASTS, STAYS, Telegram
from bot.telegram.trouble import LONGEST_PAUSE, MOST_TRIES, UNREACHED_LASTS, UNREACHED_TRIES, pause_before
from bot.town import Town
from dialogs.city.my_data import File
from dialogs.engine.attachment import EventFile
from storage.database import Database
from storage.outbox import Claimed, Rank, Result, State
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.fixtures import fake_telegram
from tests.sample import NOW
from tests.walks.living import BERLIN

__all__ = ["fake_telegram"]

CHAT = 7
BODY = '{"text":"Hallo","entities":[{"type":"bold","offset":0,"length":5}]}'
TWO_PARTS = '{"text":"eins"}\n{"text":"zwei"}'
ROW = Claimed(1, 2, str(CHAT), Rank.ANSWER, BODY, None, None, 0, 1, 0, NOW, None)


@dataclass
class Mail:
    """The sender at work, the fake it sends to, and a clock that stands."""

    telegram: FakeTelegram
    client: Client
    now: datetime = NOW
    files: dict[int, bytes] = field(default_factory=dict)
    """What is made for whom."""
    pays: bool = False
    town: Town = field(default_factory=lambda: Town(Database("sqlite:////nowhere"), b"", BERLIN, "post"))
    """Its database is never opened."""

    async def make(self, citizen: int, _file: File | EventFile) -> bytes | None:
        """Makes what there is for somebody."""
        return self.files.get(citizen)

    async def send(self, **changes: Any) -> Sent:
        """Sends the row with changes."""
        files = Files(self.town, "1", lambda: self.now)
        sender = Telegram(self.client, lambda: self.now, self.make, files, pays=self.pays)
        return await sender.send(replace(ROW, **changes))

    def shown(self) -> list[str]:
        """What the person has been shown."""
        return self.telegram.shown(CHAT)

    def calls(self) -> list[str]:
        """The methods that were called, in their order."""
        return [call["method"] for call in self.telegram.ledger.calls()]

    def keep(self, text: str = "Was?") -> int:
        """A message with a button that the bot has sent before; its number."""
        markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "d:menu:"}]]}
        at = self.telegram.know(CHAT)
        message = self.telegram.world.chats.post(
            at, self.telegram.world.bot, {"text": text, "reply_markup": markup}
        )
        return int(message["message_id"])


@pytest.fixture
async def mail(fake_telegram: FakeTelegram) -> AsyncIterator[Mail]:
    fake_telegram.know(CHAT)
    client = Client(fake_telegram.token, fake_telegram.address)
    await client.initialize()
    yield Mail(fake_telegram, client)
    await client.shutdown()


SOON = pause_before(1, ROW.id)


def ended(state: State, reason: str = "", *, calls: int = 1, **details: Any) -> Sent:
    return Sent(Result(ROW.id, ROW.citizen, state, reason, calls=calls, **details))


def again(after: float, reason: str, **details: Any) -> Sent:
    due = NOW + timedelta(seconds=after)
    return Sent(Result(ROW.id, ROW.citizen, State.WAITING, reason, due=due, **details))


def number_of(sent: Sent) -> int:
    assert sent.result.message is not None
    return sent.result.message


async def test_an_answer_is_sent(mail: Mail) -> None:
    sent = await mail.send()
    assert sent == ended(State.SENT, parts=1, message=number_of(sent))
    assert (mail.shown(), mail.calls()) == (["Hallo"], ["sendMessage"])


async def test_parts_are_sent_in_order_and_the_last_number_is_kept(mail: Mail) -> None:
    sent = await mail.send(body=TWO_PARTS)
    assert sent == ended(State.SENT, parts=2, message=max(mail.telegram.know(CHAT).messages), calls=2)
    assert mail.shown() == ["eins", "zwei"]


async def test_a_second_try_goes_on_with_the_part_that_is_missing(mail: Mail) -> None:
    mail.telegram.fault("drop", method="sendMessage")
    assert (await mail.send(body=TWO_PARTS, parts=1)).result.parts == 1
    mail.telegram.clear_faults()
    assert (await mail.send(body=TWO_PARTS, parts=1)).result.parts == 2
    assert mail.shown() == ["zwei"]


async def test_a_press_on_the_last_message_is_answered_and_the_message_edited(mail: Mail) -> None:
    number = mail.keep()
    press = mail.telegram.world.presses.add()
    sent = await mail.send(edits=number, last_message=number, callback=press)
    assert sent == ended(State.SENT, parts=1)
    assert sorted(mail.calls()) == ["answerCallbackQuery", "editMessageText"]


async def test_an_old_press_is_answered_no_more(mail: Mail) -> None:
    mail.now = NOW + PRESS_LASTS + timedelta(seconds=1)
    await mail.send(callback="1")
    assert mail.calls() == ["sendMessage"]


async def test_a_press_further_up_takes_the_buttons_away_and_sends_below(mail: Mail) -> None:
    number = mail.keep()
    sent = await mail.send(edits=number, last_message=number + 1000)
    assert mail.calls() == ["editMessageReplyMarkup", "sendMessage"]
    assert "reply_markup" not in mail.telegram.know(CHAT).messages[number]
    assert number_of(sent) > number


async def test_a_message_that_is_gone_is_sent_anew(mail: Mail) -> None:
    mail.telegram.fault(
        "bad_request", method="editMessageText", next=1, description="message to edit not found"
    )
    number = mail.keep()
    sent = await mail.send(edits=number, last_message=number)
    assert mail.calls() == ["editMessageText", "sendMessage"]
    assert sent == ended(State.SENT, parts=1, message=number_of(sent), calls=2)


async def test_an_edit_that_changes_nothing_is_done(mail: Mail) -> None:
    mail.telegram.fault(
        "bad_request", method="editMessageText", next=1, description="message is not modified: same"
    )
    number = mail.keep()
    assert await mail.send(edits=number, last_message=number) == ended(State.SENT, parts=1)


async def test_formatting_that_is_refused_is_left_out(mail: Mail) -> None:
    mail.telegram.fault("bad_request", next=1, description="can't parse entities: end")
    assert (await mail.send()).result.state is State.SENT
    [_refused, accepted] = mail.telegram.ledger.calls("sendMessage")
    assert ("entities" in accepted["parameters"], mail.shown()) == (False, ["Hallo"])


async def test_who_has_blocked_us_is_skipped_and_unreachable(mail: Mail) -> None:
    mail.telegram.block(CHAT)
    skipped = ended(State.SKIPPED, "bot was blocked by the user", unreachable=True)
    assert await mail.send() == skipped


async def test_a_refusal_for_ever_fails_the_row(mail: Mail) -> None:
    mail.telegram.fault("bad_request", description="message is too long")
    assert await mail.send() == ended(State.FAILED, "status 400: bad request: message is too long")


async def test_a_chat_that_has_moved_is_tried_at_its_new_address(mail: Mail) -> None:
    mail.telegram.fault("migrate", to=8)
    assert await mail.send() == again(0, "chat moved", moved_to="8")


async def test_a_penalty_silences_everybody(mail: Mail) -> None:
    mail.telegram.fault("too_many", seconds=7)
    assert await mail.send() == replace(again(7, "too many requests"), silence=7)


async def test_an_endless_penalty_lasts_an_hour(mail: Mail) -> None:
    mail.telegram.fault("too_many", seconds=10**9)
    assert (await mail.send()).silence == LONGEST_WAIT


async def test_a_token_that_is_not_valid_silences_everybody(mail: Mail) -> None:
    mail.telegram.fault("unauthorized")
    closed = replace(again(30, "status 401"), silence=30, all_wait=False)
    assert await mail.send(created=NOW - timedelta(days=9)) == closed


@pytest.mark.parametrize(
    ("tries", "pause"), [(1, 1), (2, 2), (9, 256), (10, LONGEST_PAUSE), (10**6, LONGEST_PAUSE)]
)
async def test_without_a_connection_pauses_grow(mail: Mail, tries: int, pause: float) -> None:
    await mail.telegram.stop()
    assert await mail.send(tries=tries) == again(pause_before(tries, ROW.id), "ClientConnectorError")


async def test_a_day_without_a_connection_ends_the_row(mail: Mail) -> None:
    await mail.telegram.stop()
    expired = ended(State.EXPIRED, "ClientConnectorError")
    assert await mail.send(created=NOW - UNREACHED_LASTS) == expired


@pytest.mark.parametrize(
    ("rank", "doubts", "sent"),
    [
        (Rank.ANSWER, 0, again(SOON, "status 502", doubtful=True)),
        (Rank.REMINDER, 0, again(SOON, "status 502", doubtful=True)),
        (Rank.ANSWER, 1, ended(State.UNKNOWN, "status 502")),
        (Rank.BROADCAST, 0, ended(State.UNKNOWN, "status 502")),
    ],
)
async def test_in_doubt_an_answer_is_sent_once_more_and_a_broadcast_never(
    mail: Mail, rank: Rank, doubts: int, sent: Sent
) -> None:
    mail.telegram.fault("bad_gateway")
    assert await mail.send(rank=rank, doubts=doubts) == sent


@pytest.mark.parametrize(
    ("tries", "state", "doubtful"),
    [(MOST_TRIES - 1, State.WAITING, False), (MOST_TRIES, State.WAITING, True)],
)
async def test_an_edit_in_doubt_is_repeated_for_it_shows_nothing_twice(
    mail: Mail, tries: int, state: State, doubtful: bool
) -> None:
    mail.telegram.fault("bad_gateway")
    number = mail.keep()
    sent = await mail.send(edits=number, last_message=number, tries=tries)
    assert (sent.result.state, sent.result.doubtful) == (state, doubtful)


async def test_trouble_in_the_second_part_keeps_what_the_first_has_reached(mail: Mail) -> None:
    sent = await mail.send(body='{"text":"eins"}\n{"text":" "}')
    assert sent == ended(State.FAILED, sent.result.reason, parts=1, message=number_of(sent), calls=2)
    assert (mail.shown(), sent.result.reason[:10]) == (["eins"], "status 400")
    # The fake notes that a text without words should never have been sent.
    mail.telegram.violations.clear()


MANY = {"rank": Rank.BROADCAST, "broadcast": 5}


async def test_of_a_broadcast_the_message_it_became_is_kept(mail: Mail) -> None:
    sent = await mail.send(**MANY, body=TWO_PARTS)
    number = max(mail.telegram.know(CHAT).messages)
    assert sent == ended(State.SENT, parts=2, message=STAYS, became=number, calls=2)
    again = await mail.send(**MANY, last_message=STAYS)
    assert again == ended(State.SENT, parts=1, became=number + 1)


async def test_a_correction_changes_the_message_in_place(mail: Mail) -> None:
    number = mail.keep()
    assert await mail.send(**MANY, corrects=number) == ended(State.SENT)
    assert await mail.send(**MANY, corrects=number) == ended(State.SENT), "nothing is to be changed any more"
    assert (mail.calls(), mail.shown()) == (["editMessageText"] * 2, ["Hallo"])
    gone = await mail.send(**MANY, corrects=number + 1000)
    assert gone == ended(State.FAILED, "bad request: message to edit not found")


@pytest.mark.parametrize(("tries", "state"), [(MOST_TRIES - 1, State.WAITING), (MOST_TRIES, State.UNKNOWN)])
async def test_a_correction_in_doubt_is_made_again(mail: Mail, tries: int, state: State) -> None:
    mail.telegram.fault("bad_gateway")
    sent = await mail.send(**MANY, corrects=mail.keep(), tries=tries)
    assert (sent.result.state, sent.result.doubtful) == (state, False)


async def test_a_broadcast_that_waited_for_days_is_tried_for_a_day_all_the_same(mail: Mail) -> None:
    await mail.telegram.stop()
    long_ago = NOW - timedelta(days=9)
    sent = await mail.send(**MANY, created=long_ago, tries=UNREACHED_TRIES - 1)
    assert sent.result.state is State.WAITING
    sent = await mail.send(**MANY, created=long_ago, tries=UNREACHED_TRIES)
    assert sent.result.state is State.EXPIRED


async def test_a_broadcast_that_says_nothing_fails(mail: Mail) -> None:
    assert await mail.send(**MANY, body="") == ended(State.FAILED, "nothing to be said", calls=0)


@pytest.mark.parametrize("part", ['{"text":"eins"}', 'venue:{"latitude":49.4,"longitude":7.8}'])
async def test_only_broadcasts_are_paid_for_and_only_if_that_is_wanted(mail: Mail, part: str) -> None:
    place = part.replace("}", ',"title":"Rathaus","address":"Willy-Brandt-Platz 1"}')
    body = place if part.startswith("venue") else part
    await mail.send(**MANY, body=body)
    mail.pays = True
    await mail.send(body=body)
    await mail.send(**MANY, body=body)
    calls = [call["parameters"] for call in mail.telegram.ledger.calls()]
    assert [call.get("allow_paid_broadcast") for call in calls] == [None, None, True]


async def test_two_bots_with_one_token_send_nothing_until_one_has_gone(mail: Mail) -> None:
    mail.telegram.fault("conflict")
    assert await mail.send() == replace(again(30, "status 409"), silence=30, all_wait=False)


def test_pauses_of_rows_that_failed_together_are_spread_and_never_too_long() -> None:
    pauses = {pause_before(10**6, row) for row in range(1000)}
    assert len(pauses) == 1000
    assert (min(pauses) >= 0.8 * LONGEST_PAUSE, max(pauses)) == (True, LONGEST_PAUSE)
