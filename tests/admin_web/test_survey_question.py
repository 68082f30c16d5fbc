"""One question: a new one of each type, with answers and a condition; what is refused and why."""

from dataclasses import replace

import pytest

from dialogs.city.survey import Condition, Option, Question, Survey
from tests import sample
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, draft_of, put_draft, save

NEW = "/admin/surveys/mit/new-question"
BUS = Question("bus", "yes_no", {"de": "Fahren Sie Bus?"})


@pytest.fixture
async def drafted(house: House) -> House:
    await put_draft(house, Survey("mit", {"de": "Mit"}, (BUS,)))
    return house


async def added(house: House) -> Question:
    return (await draft_of(house, "mit")).questions[-1]


async def test_a_choice_with_three_answers(drafted: House, editor: Browser) -> None:
    await editor.open(NEW)
    page = await save(
        editor,
        text__de="Wie kommen Sie zur Größe?",
        text__en="How do you come?",
        hint__simple="Bitte wählen.",
        options__0__label__de="Zu Fuß",
        options__0__label__en="On foot",
        options__1__label__de="Mit dem Fahrrad oder mit dem Roller",
        options__2__label__de="北京",
        no_answer="y",
    )
    assert page.address.endswith("/admin/surveys/mit")
    assert page.said == "Die Frage steht im Entwurf."
    assert await added(drafted) == Question(
        "wie_kommen_sie_zur_groesse",
        "single",
        {"de": "Wie kommen Sie zur Größe?", "en": "How do you come?"},
        hint={"de@simple": "Bitte wählen."},
        no_answer=True,
        options=(
            Option("zu_fuss", {"de": "Zu Fuß", "en": "On foot"}),
            Option("mit_dem_fahrrad_oder", {"de": "Mit dem Fahrrad oder mit dem Roller"}),
            Option("antwort", {"de": "北京"}),
        ),
    )
    assert await drafted.told() == [
        "Herr Yılmaz | saved | Umfrage mit | neue Frage wie_kommen_sie_zur_groesse"
    ]


async def test_the_button_beside_the_type_shows_its_fields_and_keeps_what_is_typed(
    drafted: House, editor: Browser
) -> None:
    await editor.open(NEW)
    page = await save(editor, type="number", text__de="Wie alt sind Sie?", do="type")
    assert page.status == 200
    assert (page.value("text-de"), page.value("min")) == ("Wie alt sind Sie?", "")
    assert "Antworten zum Auswählen" not in page.text
    await save(editor, min="6", max="120", decimals="y", unit__de="Jahre", optional="y")
    assert await added(drafted) == Question(
        "wie_alt_sind_sie",
        "number",
        {"de": "Wie alt sind Sie?"},
        optional=True,
        min=6,
        max=120,
        decimals=True,
        unit={"de": "Jahre"},
    )


async def test_while_types_are_tried_nothing_typed_is_lost(drafted: House, editor: Browser) -> None:
    await editor.open(NEW)
    options = {"options__0__label__de": "eins", "options__1__label__en": "two", "options__1__exclusive": "y"}
    page = await save(editor, type="multiple", text__de="Wie viele?", min="1", do="type", **options)
    page = await save(editor, type="scale", do="type")
    assert "Ihre 2 Antworten fallen beim Speichern weg" in page.text
    assert page.mistakes == []
    page = await save(editor, type="number", low__de="wenig", do="type")
    page = await save(editor, type="single", unit__de="Stück", decimals="y", do="type")
    assert "beim Speichern" not in page.text
    kept = {"options-0-label-de": "eins", "options-1-label-en": "two", "options-1-exclusive": "y"}
    kept |= {"low-de": "wenig", "unit-de": "Stück", "decimals": "y", "min": "1"}
    assert {name: page.value(name) for name in kept} == kept
    page = await save(editor, options__1__label__de="zwei")
    assert (await added(drafted)).options == (
        Option("eins", {"de": "eins"}),
        Option("zwei", {"de": "zwei", "en": "two"}),
    )
    assert (await added(drafted)).low == {}


async def test_the_list_of_mistakes_names_the_field(drafted: House, editor: Browser) -> None:
    await editor.open(f"{NEW}?type=scale")
    page = await save(editor, text__de="Wie gut?", type="scale")
    told = {link: address for link, address in page.links().items() if address.startswith("#")}
    assert told == {
        "Zum Inhalt": "#main",
        "Was die 1 bedeutet: Hier fehlt der Text.": "#low-de",
        "Was die 5 bedeutet: Hier fehlt der Text.": "#high-de",
    }
    await editor.open(NEW)
    page = await save(editor, text__de="Was?", options__0__label__de="A", options__2__label__en="x" * 61)
    assert page.links()["Antwort 2: Höchstens 60 Zeichen."] == "#options-1-label-en"


async def test_who_saves_another_type_at_once_is_asked_before_answers_are_lost(
    drafted: House, editor: Browser
) -> None:
    await editor.open(NEW)
    lost = "Ihre Antwort fällt beim Speichern weg: Bei dieser Art wählt man nicht aus eigenen Antworten."
    page = await save(editor, text__de="Wie gut?", type="yes_no", options__0__label__de="gut")
    assert (page.status, page.mistakes) == (422, [lost])
    assert len((await draft_of(drafted, "mit")).questions) == 1
    await save(editor)
    assert await added(drafted) == Question("wie_gut", "yes_no", {"de": "Wie gut?"})


@pytest.mark.parametrize(
    ("type", "typed", "question"),
    [
        (
            "multiple",
            {
                "options-0-label-de": "A",
                "options-1-label-de": "Nichts",
                "options-1-exclusive": "y",
                "min": "1",
                "max": "2",
            },
            Question(
                "q",
                "multiple",
                {"de": "Was?"},
                options=(Option("a", {"de": "A"}), Option("nichts", {"de": "Nichts"}, exclusive=True)),
                min=1,
                max=2,
            ),
        ),
        ("yes_no", {}, Question("q", "yes_no", {"de": "Was?"})),
        (
            "scale",
            {"low-de": "schlecht", "high-de": "gut"},
            Question("q", "scale", {"de": "Was?"}, low={"de": "schlecht"}, high={"de": "gut"}),
        ),
        (
            "number",
            {"min": "-1,5", "decimals": "y"},
            Question("q", "number", {"de": "Was?"}, min=-1.5, decimals=True),
        ),
        ("short_text", {"max": "200"}, Question("q", "short_text", {"de": "Was?"}, max=200)),
        ("long_text", {"min": "3"}, Question("q", "long_text", {"de": "Was?"}, min=3)),
    ],
)
async def test_every_type_can_be_made(
    drafted: House, editor: Browser, type: str, typed: dict[str, str], question: Question
) -> None:
    await editor.open(NEW)
    await save(editor, type=type, do="type")
    await editor.send("Speichern", **{"text-de": "Was?", "key": "q", **typed})
    assert await added(drafted) == question


async def test_rows_for_answers_come_go_and_move(drafted: House, editor: Browser) -> None:
    await editor.open(NEW)
    await save(
        editor,
        text__de="Was?",
        options__0__label__de="A",
        options__1__label__de="B",
        options__2__label__de="C",
        do="option-up-2",
    )
    await save(editor, do="option-down-0")
    await save(editor, do="option-add")
    page = await save(editor, options__3__label__de="D", do="option-drop-1")
    assert [page.value(f"options-{row}-label-de") for row in range(3)] == ["C", "B", "D"]
    for nonsense in ("option-up-0", "option-down-2", "option-drop-99", "option-fly-1", "x" * 500):
        page = await save(editor, do=nonsense)
    assert [page.value(f"options-{row}-label-de") for row in range(3)] == ["C", "B", "D"]
    assert await drafted.told() == []
    await save(editor)
    assert [option.key for option in (await added(drafted)).options] == ["c", "b", "d"]


async def test_empty_rows_fall_away(drafted: House, editor: Browser) -> None:
    await editor.open(NEW)
    await save(
        editor,
        text__de="Was?",
        options__0__label__de="A",
        options__1__label__de=" \u200b ",
        options__2__label__de="B",
    )
    assert [option.label for option in (await added(drafted)).options] == [{"de": "A"}, {"de": "B"}]


async def test_shown_only_after_a_certain_answer(drafted: House, editor: Browser) -> None:
    await editor.open(NEW)
    page = await save(editor, type="yes_no", text__de="Warum nicht?", if_question="bus", do="condition")
    assert "eine dieser Antworten Ja Nein" in page.text
    await save(editor, if_relation="is_not", if_answers=["yes"])
    assert (await added(drafted)).show_if == Condition("bus", ("yes",), "is_not")
    page = await editor.open("/admin/surveys/mit")
    assert "Nur wenn „Fahren Sie Bus?“ ist nicht: Ja" in page.text


async def test_a_condition_needs_an_answer(drafted: House, editor: Browser) -> None:
    await editor.open(NEW)
    await save(editor, type="yes_no", text__de="Warum?", if_question="bus", do="condition")
    page = await save(editor)
    assert (page.status, page.mistakes) == (422, ["Bitte mindestens eine Antwort wählen."])
    page = await save(editor, if_relation="is_not", if_answers=["yes", "no"])
    assert (page.status, page.mistakes) == (422, ["So wird diese Frage nie gestellt."])


async def test_only_earlier_questions_with_fixed_answers_are_offered(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    page = await editor.open(f"{AT}/questions/gut")
    offered = [option.get("value") for option in page.all("option")]
    assert offered == [
        *("single", "multiple", "yes_no", "scale", "number", "short_text", "long_text"),
        *("", "dabei", "weg", "themen"),
        *("is", "is_not"),
    ]


async def test_a_foreign_condition_is_not_taken(drafted: House, editor: Browser) -> None:
    await editor.open(NEW)
    await save(editor, type="yes_no", text__de="Warum?", if_question="niemand", if_answers=["yes", "<b>"])
    assert (await added(drafted)).show_if is None


@pytest.mark.parametrize(
    ("typed", "mistakes"),
    [
        ({"text-de": ""}, ["Hier fehlt der Text."]),
        ({"text-de": "\u3164\u200b "}, ["Hier fehlt der Text."]),
        ({"text-de": "🚌"}, ["Bitte auch Buchstaben oder Ziffern schreiben."]),
        ({"text-de": "x" * 10_000}, ["10000 Zeichen. Hier passen 900."]),
        ({"options-1-label-de": ""}, ["Es müssen 2 bis 12 Antworten sein, nicht 1."]),
        ({"options-1-label-de": "A"}, ["Diese Antwort gibt es schon."]),
        ({"options-1-label-de": "x" * 101}, ["Höchstens 60 Zeichen."]),
        (
            {f"options-{row}-label-de": f"Antwort {row}" for row in range(13)},
            ["Es müssen 2 bis 12 Antworten sein, nicht 13."],
        ),
        ({"key": "1Bus"}, ["Der Name braucht 1 bis 31 Zeichen aus a–z, 0–9 und _, vorn ein Buchstabe."]),
        ({"key": "bus"}, ["Eine Spalte mit diesem Namen gibt es schon."]),
        ({"key": "language"}, ["So heißt schon eine andere Spalte im Export."]),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    drafted: House, editor: Browser, typed: dict[str, str], mistakes: list[str]
) -> None:
    await editor.open(NEW)
    good = {"text-de": "Was?", "text-en": "What?", "options-0-label-de": "A", "options-1-label-de": "B"}
    if "text-de" in typed:
        good["text-en"] = ""
    page = await editor.send("Speichern", **{**good, "hint-de": "bleibt stehen", **typed})
    assert (page.status, page.mistakes) == (422, mistakes)
    assert page.value("hint-de") == "bleibt stehen"
    assert page.value("options-0-label-de") in ("A", "Antwort 0")
    assert await drafted.told() == []


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ({"min": "1e3"}, "Das ist keine Zahl. Bitte nur Ziffern, zum Beispiel 12."),
        ({"min": "٣٤"}, "Das ist keine Zahl. Bitte nur Ziffern, zum Beispiel 12."),
        ({"max": "9" * 5000}, "Das ist keine Zahl. Bitte nur Ziffern, zum Beispiel 12."),
        ({"min": "5", "max": "4"}, "Die kleinste Zahl ist größer als die größte."),
    ],
)
async def test_numbers_are_digits_in_order(
    drafted: House, editor: Browser, typed: dict[str, str], mistake: str
) -> None:
    await editor.open(NEW)
    await save(editor, type="number", text__de="Wie alt?", do="type")
    page = await save(editor, **typed)
    assert (page.status, page.mistakes) == (422, [mistake])


async def test_a_new_key_is_followed_by_the_conditions(drafted: House, editor: Browser) -> None:
    later = Question("warum", "yes_no", {"de": "Warum?"}, show_if=Condition("bus", ("yes",)))
    await put_draft(drafted, Survey("mit", {"de": "Mit"}, (BUS, later)))
    await editor.open("/admin/surveys/mit/questions/bus")
    await save(editor, key="faehrt_bus")
    assert (await draft_of(drafted, "mit")).questions == (
        replace(BUS, key="faehrt_bus"),
        replace(later, show_if=Condition("faehrt_bus", ("yes",))),
    )
    await editor.open("/admin/surveys/mit/questions/faehrt_bus")
    page = await save(editor, key="warum")
    assert (page.status, page.mistakes) == (422, ["Eine Spalte mit diesem Namen gibt es schon."])


async def test_the_form_shows_what_is_stored_and_saving_it_changes_nothing(
    house: House, editor: Browser
) -> None:
    await put_draft(house, sample.SURVEY)
    for question in sample.SURVEY.questions:
        await editor.open(f"{AT}/questions/{question.key}")
        page = await save(editor)
        assert page.said == "Die Frage ist im Entwurf gespeichert."
    assert await draft_of(house) == sample.SURVEY


async def test_fields_nobody_asked_for_are_ignored(drafted: House, editor: Browser) -> None:
    await editor.open(NEW)
    await save(
        editor,
        type="yes_no",
        shown_type="yes_no",
        text__de="Was?",
        key="q",
        options__0__label__de="A",
        min="3",
        low__de="x",
        slug="anders",
        published="1",
    )
    assert await added(drafted) == Question("q", "yes_no", {"de": "Was?"})


async def test_an_unknown_type_becomes_the_first_one(drafted: House, editor: Browser) -> None:
    page = await editor.open(f"{NEW}?type=matrix")
    assert page.value("type") == "single"
    page = await save(editor, type="matrix", do="type")
    assert page.value("type") == "single"


async def test_a_question_that_is_not_there(drafted: House, editor: Browser) -> None:
    for address in ("/admin/surveys/mit/questions/zug", "/admin/surveys/ohne/questions/bus"):
        assert (await editor.open(address)).status == 404
