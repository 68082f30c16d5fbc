"""What a form's JSON means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.webchat.channel import WebChannel
from dialogs.engine.heard import Called, Chose, Heard, Said, Unclear
from tests.sample import NOW

MEANINGS: list[tuple[dict[str, str], Heard]] = [
    ({"start": "survey-beteiligung"}, Called("survey", "beteiligung")),
    ({"start": ""}, Called("menu")),
    ({"start": "Ä"}, Called("unknown")),
    ({"code": "d:survey:beteiligung"}, Called("survey", "beteiligung")),
    ({"code": "s0123abcd:a.ja"}, Chose("0123abcd", "a.ja")),
    ({"code": "x"}, Unclear("button")),
    ({"text": " ja\r\n"}, Said(" ja\n")),
    ({"text": "a\x00\ud83db"}, Said("a\ufffdb")),
    ({"text": "a\u0308"}, Said("ä")),
    ({"text": "\u200b \n"}, Unclear("empty")),
    ({"text": "/hilfe"}, Called("help")),
    ({"text": "/START survey-x"}, Called("survey", "x")),
    ({"text": "/start"}, Called("menu")),
    ({"text": "/gibtsnicht"}, Unclear("command")),
    ({"text": "／start"}, Said("／start")),
]


@pytest.mark.parametrize(("body", "heard"), MEANINGS)
def test_meanings(body: dict[str, str], heard: Heard) -> None:
    envelope = WebChannel().hear({"address": "a", "language": "en", **body}, NOW)
    assert envelope.heard == heard
    assert (envelope.address, envelope.language) == ("a", "en")


@given(st.text(st.characters(codec=None), max_size=300), st.sampled_from(("start", "code", "text")))
def test_nothing_anybody_types_breaks_it(words: str, field: str) -> None:
    assert WebChannel().hear({"address": "a", field: words}, NOW).heard is not None
