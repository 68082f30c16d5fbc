"""Small city files that tests change to see what happens."""

from zoneinfo import ZoneInfo

from storage.city_file import CityFile, read_city

BERLIN = ZoneInfo("Europe/Berlin")

PROJECT = """\
project:
  name:
    de: Stadtdialog
"""
EVENT = """\
events:
  - slug: werkstatt
    title: {de: Werkstatt}
    starts: "2024-03-21 18:00"
"""
GUIDELINE = """\
guidelines:
  - slug: leitlinien
    title: {de: Leitlinien}
    opens: "2024-03-08 00:00"
    closes: "2024-03-29 23:59"
    sections:
      - number: 1
        title: {de: Wozu}
        text: {de: Darum.}
"""
SURVEY = """\
surveys:
  - slug: umfrage
    title: {de: Umfrage}
    questions:
      - key: dabei
        type: yes_no
        text: {de: Sie waren dabei}
      - key: warum
        type: single
        text: {de: Warum}
        options:
          - {key: neu, label: {de: Neugier}}
          - {key: alt, label: {de: Gewohnheit}}
        show_if: {question: dabei, answers: ["yes"]}
"""


def read(text: str) -> CityFile:
    city = read_city(text.encode(), BERLIN)
    assert isinstance(city, CityFile), [str(mistake) for mistake in city]
    return city


def mistakes(text: str) -> list[str]:
    found = read_city(text.encode(), BERLIN)
    assert isinstance(found, list), "no mistake was found"
    return [str(mistake) for mistake in found]
