"""Whatever comes from Telegram becomes rows, with a key that tells repeats and the lane of its sender."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.intake import arrival, cut, is_number
from storage.database import Database
from storage.inbox import put, take
from tests.sample import KEY, NOW

WORDS = st.text(st.characters(codec=None), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)
SENDERS = st.fixed_dictionaries(
    {"from": st.fixed_dictionaries({"id": st.integers() | JSON})}, optional={"message_id": JSON, "date": JSON}
)
UPDATES = JSON | st.dictionaries(WORDS, SENDERS | JSON, max_size=3)

SAID: dict[str, Any] = {
    "update_id": 3,
    "message": {"message_id": 5, "from": {"id": 7}, "date": 1, "text": "Ja"},
}


def answer(*updates: str) -> str:
    """An answer to getUpdates."""
    return f'{{"ok":true,"result":[{",".join(updates)}]}}'


def key_of(update: Any) -> str:
    return arrival(KEY, json.dumps(update), update, NOW).key


@given(st.lists(UPDATES, max_size=4))
def test_an_answer_is_cut_into_its_updates(updates: list[Any]) -> None:
    raws = [json.dumps(update) for update in updates]
    assert [raw for raw, _update in cut(answer(*raws))] == raws
    assert [repr(update) for _raw, update in cut(answer(*raws))] == [repr(update) for update in updates]


@given(UPDATES)
def test_the_same_update_has_the_same_key_and_lane(update: Any) -> None:
    raw = json.dumps(update)
    first = arrival(KEY, raw, update, NOW)
    assert arrival(KEY, raw, json.loads(raw), NOW) == first
    assert (first.channel, first.body, first.arrived) == ("telegram", raw, NOW)
    assert first.key.encode()


@given(st.text(max_size=60))
def test_an_answer_of_any_letters_is_cut_or_refused(letters: str) -> None:
    for body in (letters, answer(letters)):
        try:
            for raw, update in cut(body):
                assert arrival(KEY, raw, update, NOW).key
        except ValueError:
            pass


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        '{"ok":true}',
        '{"ok":true,"result":true}',
        '{"ok":false,"result":[]}',
        '{"ok":true,"result":[{"update_id":1}',
        '{"ok":true,"result":[{"update_id":1},{"upd',
        '{"ok":true,"result":[}',
    ],
)
def test_an_answer_that_is_none_or_breaks_off_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"not an answer|breaks off"):
        cut(body)


def test_blanks_between_updates_do_no_harm() -> None:
    assert cut('{ "ok" : true, "result": [ {"update_id": 1} ,\r\n\t{} ] }') == [
        ('{"update_id": 1}', {"update_id": 1}),
        ("{}", {}),
    ]


DEEP = '{"update_id":4,"message":' + "[" * 20_000 + "]" * 20_000 + "}"


@pytest.mark.parametrize(
    ("raw", "update"),
    [
        (DEEP, {"update_id": 4}),
        ('{"update_id": 4, "text": "\\x ]} \\" "}', {"update_id": 4}),
        ('{"update_id":4,"number":' + "9" * 5000 + "}", {"update_id": 4}),
        ("{broken}", None),
    ],
)
def test_an_update_that_cannot_be_decoded_holds_up_nobody(raw: str, update: Any) -> None:
    after = '{"update_id":5}'
    assert cut(answer(raw, after)) == [(raw, update), (after, {"update_id": 5})]


def test_a_repeat_has_the_key_of_the_first() -> None:
    assert key_of(SAID) == key_of({**SAID, "message": {**SAID["message"], "text": "Nein"}})
    assert key_of(SAID) == key_of({"message": SAID["message"], "update_id": 3})


@pytest.mark.parametrize(
    "other",
    [
        {**SAID, "update_id": 4},
        {"update_id": 3, "edited_message": SAID["message"]},
        {"update_id": 3, "message": {"message_id": 6, "from": {"id": 7}, "date": 1}},
        {"update_id": 3, "message": {"message_id": 5, "from": {"id": 8}, "date": 1}},
        {"update_id": 3, "message": {"message_id": 5, "from": {"id": 7}, "date": 2}},
        {"update_id": 3, "my_chat_member": {"from": {"id": 7}, "date": 1}},
        {"update_id": 3},
        [],
    ],
)
def test_another_update_has_another_key(other: Any) -> None:
    assert key_of(other) != key_of(SAID)


def test_what_one_person_sends_stands_in_one_lane() -> None:
    press = {"update_id": 9, "callback_query": {"id": "1", "from": {"id": 7}, "data": "d:menu:"}}
    block = {"update_id": 10, "my_chat_member": {"from": {"id": 7}, "date": 2}}
    assert {arrival(KEY, "", update, NOW).who for update in (SAID, press, block)} == {"t7"}


@pytest.mark.parametrize("sender", [None, "Kim", {}, {"id": "7"}, {"id": True}, {"id": 2**63}])
def test_without_a_sender_an_update_has_a_lane_of_its_own(sender: Any) -> None:
    row = arrival(KEY, "", {"update_id": 3, "message": {"message_id": 5, "from": sender}}, NOW)
    assert row.who == row.key


@pytest.mark.parametrize(
    ("value", "fits"),
    [(0, True), (-(2**63) + 1, True), (2**63 - 1, True), (2**63, False), (True, False), (1.0, False)],
)
def test_numbers_of_telegram(value: object, fits: bool) -> None:
    assert is_number(value) == fits


def test_half_a_surrogate_pair_as_a_name_makes_a_row_like_any_other() -> None:
    update = {"\ud83d": {"from": {"id": 7}, "id": 1}, **SAID}
    row = arrival(KEY, json.dumps(update), update, NOW)
    assert (row.key, row.who) == (key_of(SAID), "t7")


async def test_a_null_byte_in_an_answer_does_not_stop_the_line(database: Database) -> None:
    updates = cut(answer('{"update_id":4,"message":"\x00"}', '{"update_id":5}'))
    async with database.write() as connection:
        await put(connection, [arrival(KEY, raw, update, NOW) for raw, update in updates])
        assert len(await take(connection, 10)) == 2
