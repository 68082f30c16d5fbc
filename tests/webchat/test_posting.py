"""What reaches the inbox, once; and everything that a form of ours would never send."""

import io
from collections.abc import AsyncIterator

import pytest
from yarl import URL

from bot.webchat.posted import MOST_BYTES
from tests.webchat.conftest import Chat
from tests.webchat.device import Device

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REFUSED = "Zu Ihrer Sicherheit haben wir es nicht angenommen."


async def test_a_double_click_is_one_input(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    form = device.page.form_with("Anfangen")
    before = await chat.count("inbox")
    for _click in range(3):
        answer = await device.ask("POST", "/", data=form)
        assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert await chat.count("inbox") == before + 1


async def test_a_double_click_on_the_first_page_makes_one_person(chat: Chat) -> None:
    device = chat.device()
    await device.open("/?start=survey-beteiligung")
    form = device.page.form_with("Verstanden, weiter")
    answers = []
    for _click in range(2):
        answers.append(await device.ask("POST", "/", data=form))
        device.session.cookie_jar.clear()
    assert answers[0].cookies["stadtdialog"].value == answers[1].cookies["stadtdialog"].value
    assert await chat.count("inbox") == 2


async def test_the_first_page_out_of_the_history_makes_a_new_person(chat: Chat) -> None:
    device = await chat.somebody()
    first = device.cookie
    await device.open("/vergessen")
    await device.press("Ja, dieses Gerät vergessen", to="/vergessen")
    await device.open()
    form = device.page.form_with("Verstanden, weiter")
    await device.post(form)
    second = device.cookie
    device.session.cookie_jar.clear()
    chat.wait(minutes=5)
    await device.post(form)
    assert len({first, second, device.cookie}) == 3


async def test_on_a_page_out_of_the_history_something_else_can_be_pressed(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    for label in ("Anfangen", "Nein"):
        await device.press(label)
    old = device.page
    await device.post(old.form_with("Grün"))
    page = await device.post(old.form_with("Verkehr"))
    assert {"✓Grün", "✓Verkehr"} <= set(page.buttons())


async def test_the_cookie_is_renewed_with_every_input(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    answer = await device.ask("POST", "/", data=device.page.form_with("Anfangen"))
    assert answer.cookies["stadtdialog"].value == device.cookie


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://stadtdialog.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://stadtdialog.example.evil.example"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
async def test_forms_of_other_sites_are_refused(chat: Chat, headers: dict[str, str]) -> None:
    device = await chat.somebody("survey-beteiligung")
    before = await chat.count("inbox")
    for address in ("/", "/vergessen"):
        async with device.session.post(
            device.base.rstrip("/") + address, data=device.page.form_with("Anfangen"), headers=headers
        ) as answer:
            assert answer.status == 403
            assert REFUSED in await answer.text()
    assert await chat.count("inbox") == before
    assert await chat.count("citizens", "channel = 'web'") == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "https://stadtdialog.example"},
        {},
    ],
)
async def test_our_own_forms_are_taken_from_old_browsers_too(chat: Chat, headers: dict[str, str]) -> None:
    device = await chat.somebody("survey-beteiligung")
    async with device.session.post(
        device.base, data=device.page.form_with("Anfangen"), headers=headers, allow_redirects=False
    ) as answer:
        assert answer.status == 303
    origin = {"Origin": device.base.rstrip("/")}
    async with device.session.post(
        device.base, data=device.page.form_with("Anfangen"), headers=origin, allow_redirects=False
    ) as answer:
        assert answer.status == 303


@pytest.mark.parametrize(
    "body",
    [
        "",
        "text=hallo",
        "key=",
        "key=" + "k" * 65,
        "key=k&code=" + "c" * 65,
        "key=k&start=" + "s" * 65,
        "&".join(f"f{number}=1" for number in range(21)),
    ],
)
async def test_what_no_form_of_ours_sends_is_not_stored(chat: Chat, body: str) -> None:
    device = await chat.somebody()
    before = await chat.count("inbox")
    page = await device.ask("POST", "/", data=body, headers=FORM)
    assert page.status == 400
    assert page.titles == ["Das haben wir nicht verstanden"]
    assert await chat.count("inbox") == before


async def test_other_kinds_of_bodies_are_not_read(chat: Chat) -> None:
    device = await chat.somebody()
    page = await device.ask("POST", "/", json={"key": "k", "text": "hallo"})
    assert page.status == 400


async def test_too_much_text_gets_a_kind_page(chat: Chat) -> None:
    device = await chat.somebody()
    before = await chat.count("inbox")

    async def in_pieces() -> AsyncIterator[bytes]:
        yield b"key=k&text="
        for _piece in range(20):
            yield b"a" * 65_536

    for too_much in (io.BytesIO(b"key=k&text=" + b"a" * MOST_BYTES), in_pieces()):
        page = await device.ask("POST", "/", data=too_much, headers=FORM)
        assert page.status == 413
    assert page.titles == ["Das ist zu viel auf einmal"]
    assert await chat.count("inbox") == before


HOSTILE = (
    "a\x00b",
    "\u202egnp.exe",
    "<script>alert(1)</script>",
    "{{7*7}} %(x)s {0.__class__} ${7*7}",
    "'; DROP TABLE answers;--",
    "&#x202e; &lt; </b>",
    "😀" * 100,
    "Z" + "\u0301" * 500,
    "a\u2066\u2067b",
    "ﬁ／＜script＞",
)


async def at_the_wish(chat: Chat) -> Device:
    """Somebody who is asked for a short text."""
    device = await chat.somebody("survey-beteiligung")
    for label in ("Anfangen", "Nein", "Grün", "Fertig (1 gewählt)", "3", "Überspringen"):
        await device.press(label)
    return device


@pytest.mark.parametrize("text", HOSTILE)
async def test_whatever_is_typed_is_shown_as_it_is(chat: Chat, text: str) -> None:
    device = await at_the_wish(chat)
    await device.type(text)
    page = await device.press("Überspringen")
    assert page.titles == ["Ihre Antworten"]
    assert len(page.all("script")) == 1
    assert await chat.count("answers", "question = 'wunsch' AND kind = 'given'") == 1


async def test_broken_bytes_become_a_sign_for_them(chat: Chat) -> None:
    device = await at_the_wish(chat)
    form = device.page.form_with("Senden")
    body = f"key={form['key']}&start=&language=de&text=A%ED%A0%BDB%FF\xff".encode("latin-1")
    page = await device.ask("POST", "/", data=body, headers=FORM)
    assert page.status == 303
    page = await device.open()
    assert "Frage 6 von 6" in page.text


@pytest.mark.parametrize("text", ["", " \t\r\n ", "\u200b" * 5, "\u3164", "\u2800", "\u00ad", "\ufe0f"])
async def test_nothing_typed_is_told_kindly(chat: Chat, text: str) -> None:
    device = await at_the_wish(chat)
    before = device.page.titles
    page = await device.type(text)
    assert page.titles == before
    [note] = page.notes
    assert note.startswith("Da kam kein Text an.")


async def test_a_button_nobody_made_is_told_kindly(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    for code in ("", "x", "v1:999999:1", "s00000000:start", "d:nirgends:", "d:survey:geheim", "s\x00"):
        form = {**device.page.form_with("Senden"), "code": code}
        form.pop("text")
        page = await device.post(form)
        assert page.status == 200
        assert len(page.notes) == 1


async def test_an_unknown_command_is_told_kindly(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    for command in ("/foo", "/", "//", "/START@otherbot x"):
        page = await device.type(command)
        assert page.titles == ["Mitreden"]
        assert len(page.notes) == 1
    page = await device.type("/start nirgends")
    assert page.titles == ["Was möchten Sie tun?"]


async def test_an_input_of_a_device_we_do_not_know_leads_to_the_first_page(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    old = device.page
    device.session.cookie_jar.clear()
    before = await chat.count("inbox")
    page = await device.post(old.form_with("Anfangen"))
    assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]
    [note] = page.notes
    assert note.startswith("Ihre Eingabe konnten wir nicht zuordnen")
    assert await chat.count("inbox") == before
    assert device.cookie is None


async def test_a_cookie_nobody_gave_out_makes_a_stranger(chat: Chat) -> None:
    device = chat.device()
    for made_up in ("f" * 64, "x", "", "F" * 64, "a" * 5000):
        device.session.cookie_jar.update_cookies({"stadtdialog": made_up}, URL(device.base))
        page = await device.open()
        assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]
    device.session.cookie_jar.update_cookies({"stadtdialog": "f" * 64}, URL(device.base))
    await device.open()
    await device.press("Verstanden, weiter")
    assert device.cookie != "f" * 64
