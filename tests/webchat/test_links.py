"""A link followed by somebody we know: drawn at once, stored with the first press, not by a look."""

from tests.webchat.conftest import Chat


async def test_the_target_is_drawn_at_once_and_nothing_is_stored(chat: Chat) -> None:
    device = await chat.somebody()
    before = await chat.rows("SELECT place FROM citizens"), await chat.count("inbox")
    page = await device.open("/?start=survey-beteiligung")
    assert page.titles == ["Mitreden"]
    assert (await chat.rows("SELECT place FROM citizens"), await chat.count("inbox")) == before
    page = await device.open()
    assert page.titles == ["Was möchten Sie tun?"]


async def test_the_first_press_goes_on_from_there(chat: Chat) -> None:
    device = await chat.somebody()
    await device.open("/?start=survey-beteiligung")
    page = await device.press("Anfangen")
    assert "Frage 1 von" in page.text
    assert page.address == device.base


async def test_words_typed_there_are_heard_there(chat: Chat) -> None:
    device = await chat.somebody()
    await device.open("/?start=survey-beteiligung")
    page = await device.type("anfangen")
    assert "Frage 1 von" in page.text


async def test_a_link_in_the_middle_of_a_survey_says_what_waits(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    for label in ("Anfangen", "Ja"):
        await device.press(label)
    page = await device.open("/?start=menu")
    assert page.titles == ["Was möchten Sie tun?"]
    assert any("wartet bei Frage 2" in note for note in page.notes)
    page = await device.press("Weiter: Mitreden")
    assert "Frage 2 von" in page.text
    assert await chat.count("answers") == 1


async def test_an_unknown_link_leads_to_the_menu_with_a_word(chat: Chat) -> None:
    device = await chat.somebody()
    for start in ("gibtsnicht-1", "a%00b", "x" * 5000, "survey-gibtsnicht"):
        page = await device.open(f"/?start={start}")
        assert page.titles == ["Was möchten Sie tun?"]
        assert len(page.notes) == 1
        page = await device.press("Hilfe")
        assert page.titles == ["Hilfe"]


async def test_a_language_link_speaks_at_once_and_stays_with_the_first_press(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    page = await device.open("/?start=language-en")
    assert page.language == "en"
    assert page.titles == ["Having a say"]
    form = next(form for form in (page.form_with(label) for label in page.buttons()) if "code" in form)
    page = await device.post(form)
    assert page.language == "en"
    assert page.titles == ["Were you there?"]


async def test_a_closed_survey_says_so(chat: Chat) -> None:
    device = await chat.somebody()
    chat.wait(days=60)
    page = await device.open("/?start=survey-beteiligung")
    assert page.titles == ["Was möchten Sie tun?"]
    [note] = page.notes
    assert "29. März 2024" in note


async def test_a_link_to_help_shows_help_and_leads_back(chat: Chat) -> None:
    device = await chat.somebody("survey-beteiligung")
    await device.press("Anfangen")
    page = await device.open("/?start=help")
    assert page.titles == ["Hilfe"]
    page = await device.press("Weiter, wo Sie waren")
    assert "Frage 1 von" in page.text
