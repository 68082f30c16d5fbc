"""A city file is read whole, and nothing in it can do harm."""

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dialogs.city.event import Event
from dialogs.city.guideline import Guideline
from dialogs.city.project import Project
from dialogs.city.survey import Survey
from storage.city_file import CityFile, read_city, read_city_file
from storage.city_file_lines import LARGEST
from tests.storage.city_texts import BERLIN, EVENT, GUIDELINE, PROJECT, SURVEY, read

SAMPLE = Path(__file__).parents[2] / "examples" / "kaiserslautern.yaml"
SAMPLE_LINES = SAMPLE.read_text().splitlines()


def test_the_sample_city_has_no_mistake() -> None:
    city = read_city_file(SAMPLE, BERLIN)
    assert isinstance(city, CityFile)
    assert [(entry.kind, entry.slug) for entry in city.entries] == [
        ("project", "project"),
        ("guideline", "leitlinien"),
        ("survey", "beteiligung"),
        ("survey", "werkstatt-rueckmeldung"),
        ("event", "arbeitskreis-methodenkoffer"),
        ("event", "demokratieladen"),
        ("event", "sprechstunde-1"),
        ("event", "lautern-blueht-auf"),
        ("event", "sprechstunde-2"),
        ("event", "werkstatt"),
    ]


def test_items_are_the_values_the_dialogs_know() -> None:
    project, guideline, survey, event = (
        e.definition for e in read(PROJECT + GUIDELINE + SURVEY + EVENT).entries
    )
    assert isinstance(project, Project)
    assert project.name == {"de": "Stadtdialog"}
    assert isinstance(guideline, Guideline)
    assert guideline.sections[0].number == 1
    assert isinstance(survey, Survey)
    assert survey.questions[1].show_if is not None
    assert survey.questions[1].show_if.answers == ("yes",)
    assert isinstance(event, Event)
    assert event.starts == datetime(2024, 3, 21, 17, 0, tzinfo=UTC)


def test_times_are_meant_in_the_city_and_kept_in_utc() -> None:
    summer = EVENT.replace("2024-03-21 18:00", "2024-04-21 18:00")
    [entry] = read(summer).entries
    assert isinstance(entry.definition, Event)
    assert entry.definition.starts == datetime(2024, 4, 21, 16, 0, tzinfo=UTC)


def test_days_are_days() -> None:
    [entry] = read(PROJECT + "  timetable:\n    - {date: 2024-03-08, text: {de: Beginn}}\n").entries
    assert isinstance(entry.definition, Project)
    assert entry.definition.timetable[0].date == date(2024, 3, 8)


def test_numbers_in_texts_stay_as_they_were_typed() -> None:
    [entry] = read(PROJECT + "  contact: {phone: 0631_365, name: 1e3}\n").entries
    assert isinstance(entry.definition, Project)
    assert (entry.definition.contact.phone, entry.definition.contact.name) == ("0631_365", "1e3")


def test_true_and_false_may_be_written_in_any_way_yaml_knows() -> None:
    text = SURVEY.replace("type: yes_no", "type: yes_no\n        optional: yes\n        no_answer: False")
    [entry] = read(text).entries
    assert isinstance(entry.definition, Survey)
    assert (entry.definition.questions[0].optional, entry.definition.questions[0].no_answer) == (True, False)


def test_texts_are_cleaned() -> None:
    [entry] = read('project:\n  name: {de: "a\\0b\\ud83dc\\x85 A\\u030a"}\n').entries
    assert isinstance(entry.definition, Project)
    assert entry.definition.name == {"de": "ab\ufffdc \u00c5"}


def test_a_byte_order_mark_does_no_harm() -> None:
    assert isinstance(read_city(b"\xef\xbb\xbf" + PROJECT.encode(), BERLIN), CityFile)


def test_windows_line_ends_do_no_harm() -> None:
    assert read(PROJECT.replace("\n", "\r\n")) == read(PROJECT)


def test_empty_parts_may_be_left_open() -> None:
    assert read(PROJECT + "guidelines:\nsurveys:\nevents: []\n").entries == read(PROJECT).entries


def test_the_digest_changes_with_the_content_and_not_with_its_looks() -> None:
    [event] = read(EVENT).entries
    [same] = read("# Termine\n" + EVENT.replace("{de: Werkstatt}", "\n      de: 'Werkstatt'")).entries
    [other] = read(EVENT.replace("Werkstatt", "Workshop")).entries
    assert event.digest == same.digest
    assert event.digest != other.digest


def test_a_file_in_another_encoding() -> None:
    found = read_city("project:\n  name: {de: Bürger}\n".encode("cp1252"), BERLIN)
    assert isinstance(found, list)
    assert list(map(str, found)) == ["Zeile 2: Die Datei ist nicht als UTF-8 gespeichert."]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (LARGEST + 1))
    found = read_city_file(path, BERLIN)
    assert isinstance(found, list)
    assert list(map(str, found)) == ["Die Datei ist zu groß. Erlaubt sind 1000 Kilobyte."]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found = read_city_file(tmp_path / "none.yaml", BERLIN)
    assert isinstance(found, list)
    assert str(found[0]).startswith(f"Die Datei {tmp_path}/none.yaml lässt sich nicht lesen: ")


@given(st.binary(max_size=200))
def test_no_bytes_at_all_can_break_it(content: bytes) -> None:
    assert isinstance(read_city(content, BERLIN), CityFile | list)


@given(
    st.integers(0, len(SAMPLE_LINES) - 1),
    st.sampled_from(["", "\t", "x", ": ", "- ", "'", '"', "{", "&a ", "\\", "  ", "yes"]),
)
def test_a_slip_anywhere_in_the_sample_is_survived(line: int, slip: str) -> None:
    lines = list(SAMPLE_LINES)
    lines[line] = slip + lines[line]
    found = read_city("\n".join(lines).encode(), BERLIN)
    assert isinstance(found, CityFile | list)
    if isinstance(found, list):
        assert all(mistake.sentence and mistake.line <= len(lines) + 1 for mistake in found)
