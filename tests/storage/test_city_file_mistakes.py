"""Every mistake in a city file is named in plain words, with its line."""

import pytest

from tests.storage.city_texts import EVENT, GUIDELINE, PROJECT, SURVEY, mistakes

QUOTE = "Bitte den Text in Anführungszeichen setzen."
NIGHT, OTHER = "In dieser Nacht werden die Uhren", "Bitte eine andere Uhrzeit wählen."


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "Die Datei ist leer."),
        ("# nichts\n", "Die Datei ist leer."),
        ("Hallo", "Zeile 1: Ganz außen stehen „project:“, „guidelines:“, „surveys:“ und „events:“."),
        ("project:\n\tname: x\n", "Zeile 2: Hier steht ein Tabulator. Bitte mit Leerzeichen einrücken."),
        (
            "project:\n  name:\n    de: Ziel: mehr\n",
            "Zeile 3: Steht ein Doppelpunkt im Text? Dann bitte Anführungszeichen setzen.",
        ),
        ("project:\n  name:\n    de: 'offen\n", "Zeile 3: Ein Anführungszeichen wird nicht geschlossen."),
        (
            "project:\n  name: {de: x\n",
            "Zeile 2: Die Klammer wird nicht geschlossen, oder ein Text darin braucht Anführungszeichen.",
        ),
        (
            "project: {",
            "Zeile 1: Die Klammer wird nicht geschlossen, oder ein Text darin braucht Anführungszeichen.",
        ),
        (
            "project:\n  name:\n    de: 20 %\n  about:\n    de: % ist ein Zeichen\n",
            "Zeile 5: So darf ein Text nicht beginnen. Bitte in Anführungszeichen setzen.",
        ),
        (
            "project:\n  name:\n    de: x\n   en: y\n",
            "Zeile 4: Die Einrückung passt nicht zu den Zeilen darüber.",
        ),
        (
            "a: &x [y]\nb: *x\n",
            f"Zeile 1: Zeichen & und * verweisen auf andere Stellen. {QUOTE}",
        ),
        (
            "a: !!python/object x",
            "Zeile 1: Ein Text darf nicht mit ! beginnen. Bitte in Anführungszeichen setzen.",
        ),
        ("[" * 40, "Zeile 1: Hier ist zu viel ineinander geschachtelt."),
        (
            "project:\n  name\n",
            "Zeile 1: Hier gehören eingerückte Zeilen hin, jede mit Name, Doppelpunkt und Wert.",
        ),
        (
            'a: "\\q"',
            "Zeile 1: Ein umgekehrter Schrägstrich steht im Text. Bitte einfache Anführungszeichen nehmen.",
        ),
        ("--- a\n--- b", "Zeile 2: Die Zeichen --- beginnen eine zweite Datei. Hier darf nur eine stehen."),
        ("a: 1\n%b", "Zeile 2: Hier stimmt der Aufbau nicht."),
        ("a: b\n\x01", "Zeile 2: Hier steht ein Zeichen, das niemand sehen kann."),
        ("? [a]\n: b", "Zeile 1: Vor dem Doppelpunkt muss ein einzelnes Wort stehen."),
        ("a: 1\nb: 2\na: 3", "Zeile 3: „a“ steht hier zum zweiten Mal, zuerst in Zeile 1."),
        ("projekt:\n  name: {de: x}\n", "Zeile 1: Den Teil „projekt“ gibt es nicht."),
        ("events: {slug: x}", "Zeile 1: Hier gehört eine Liste hin. Jeder Eintrag beginnt mit „- slug: …“."),
    ],
)
def test_a_file_with_the_wrong_form(text: str, mistake: str) -> None:
    assert mistakes(text) == [mistake]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("    title: {de: Werkstatt}\n", "", "Zeile 2: „title“ fehlt."),
        (
            '18:00"\n',
            '18:00"\n    adress: Markt 1\n',
            "Zeile 5: „adress“ gibt es hier nicht. Meinten Sie „address“?",
        ),
        ('18:00"\n', '18:00"\n    xyzzy: Markt 1\n', "Zeile 5: „xyzzy“ gibt es hier nicht."),
        (
            "{de: Werkstatt}",
            "Werkstatt",
            "Zeile 3: Hier gehören Texte je Sprache hin, zum Beispiel: „de: …“.",
        ),
        ("{de: Werkstatt}", "", "Zeile 3: Hinter „title“ steht nichts."),
        ("{de: Werkstatt}", "{de: ' '}", "Zeile 3: Hier fehlt der Text."),
        ("{de: Werkstatt}", "{}", "Zeile 3: Hier fehlt der Text."),
        ("{de: Werkstatt}", "{de: [x]}", "Zeile 3: Hier gehört ein Text hin."),
        ("{de: Werkstatt}", "{fr: Atelier}", "Zeile 3: Diese Sprache gibt es hier nicht: fr."),
        (
            "{de: Werkstatt}",
            "{de: no}",
            'Zeile 3: Wörter wie yes, no, on und off brauchen Anführungszeichen, zum Beispiel: "yes".',
        ),
        ("{de: Werkstatt}", f"{{de: {'x' * 20_001}}}", "Zeile 3: 20001 Zeichen. Hier passen 100."),
        (
            "werkstatt",
            "Große Werkstatt",
            "Zeile 2: Der Kurzname braucht 1 bis 40 Zeichen aus a–z, 0–9 und dem Bindestrich.",
        ),
        (
            '"2024-03-21 18:00"',
            "2024-03-21",
            'Zeile 4: Bitte auch die Uhrzeit nennen, zum Beispiel "2024-03-21 18:00".',
        ),
        (
            '"2024-03-21 18:00"',
            "21.3.2024 18 Uhr",
            'Zeile 4: „21.3.2024 18 Uhr“ ist keine Uhrzeit. Bitte so schreiben: "2024-03-08 18:00".',
        ),
        ("2024-03-21 18:00", "2023-02-29 18:00", "Zeile 4: Die Zeit 2023-02-29 18:00 gibt es nicht."),
        ("2024-03-21 18:00", "2024-03-21 24:00", "Zeile 4: Die Zeit 2024-03-21 24:00 gibt es nicht."),
        ("2024-03-21", "1024-03-21", "Zeile 4: Das Jahr 1024 kann nicht stimmen."),
        (
            "2024-03-21 18:00",
            "2027-03-28 02:30",
            f"Zeile 4: Die Zeit 2027-03-28 02:30 gibt es nicht: {NIGHT} vorgestellt. {OTHER}",
        ),
        (
            "2024-03-21 18:00",
            "2027-10-31 02:30",
            f"Zeile 4: Die Zeit 2027-10-31 02:30 gibt es zweimal: {NIGHT} zurückgestellt. {OTHER}",
        ),
        (
            '18:00"\n',
            '18:00"\n    ends: "2024-03-21 18:00"\n',
            "Zeile 5: Das Ende liegt nicht nach dem Beginn.",
        ),
        ('18:00"\n', '18:00"\n    lat: 49.4\n', "Zeile 5: Breite und Länge gehören zusammen."),
        ('18:00"\n', '18:00"\n    lat: 99\n    lon: 7\n', "Zeile 5: Möglich ist -90 bis 90."),
        ('18:00"\n', '18:00"\n    lat: 49\n    lon: nan\n', "Zeile 6: Möglich ist -180 bis 180."),
        (
            '18:00"\n',
            '18:00"\n    lat: "49,4"\n    lon: 7\n',
            "Zeile 5: Hier gehört eine Zahl hin, mit Punkt statt Komma.",
        ),
        ('18:00"\n', '18:00"\n    lat: on\n    lon: 7\n', "Zeile 5: Hier gehört eine Zahl hin."),
    ],
)
def test_an_event_with_a_mistake(old: str, new: str, mistake: str) -> None:
    assert mistakes(EVENT.replace(old, new, 1)) == [mistake]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("2024-03-29 23:59", "2024-03-07 23:59", "Zeile 5: Das Ende liegt nicht nach dem Beginn."),
        ("number: 1", "number: 0", "Zeile 7: Abschnitte zählen von 1 bis 999."),
        ("number: 1", "number: eins", "Zeile 7: Hier gehört eine ganze Zahl hin."),
        ("number: 1", f"number: {'9' * 5000}", "Zeile 7: Hier gehört eine ganze Zahl hin."),
        ("number: 1", "number: 1.5", "Zeile 7: Hier gehört eine ganze Zahl hin."),
        ("number: 1", f"number: {'9' * 30}", "Zeile 7: Abschnitte zählen von 1 bis 999."),
        ("{de: Darum.}", "{de: }", "Zeile 9: Hinter „de“ steht nichts."),
        ("sections:", "moderation: nie\n    sections:", "Zeile 6: Hier gehört before oder after hin."),
    ],
)
def test_a_guideline_with_a_mistake(old: str, new: str, mistake: str) -> None:
    found = mistakes(GUIDELINE.replace(old, new, 1))
    assert found == [mistake]


def test_a_guideline_needs_sections_with_their_own_numbers() -> None:
    twice = GUIDELINE + "      - number: 1\n        title: {de: Wer}\n        text: {de: Alle.}\n"
    assert mistakes(twice) == ["Zeile 10: Den Abschnitt 1 gibt es schon."]
    none = GUIDELINE.partition("    sections:")[0] + "    sections: []\n"
    assert mistakes(none) == ["Zeile 6: Die Leitlinie hat noch keinen Abschnitt."]
    word = GUIDELINE.partition("    sections:")[0] + "    sections: keine\n"
    assert mistakes(word) == [
        "Zeile 6: Hier gehört eine Liste hin. Jede Zeile beginnt mit einem Strich: „- …“."
    ]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("type: yes_no", "type: wahl", "Zeile 6: Diese Art von Frage gibt es nicht: wahl."),
        ("key: warum", "key: dabei", "Zeile 8: Eine Spalte mit diesem Namen gibt es schon."),
        (
            "{question: dabei",
            "{question: da",
            "Zeile 14: Die Bedingung nennt eine Frage, die es nicht gibt: da.",
        ),
        (
            '["yes"]',
            "[yes]",
            'Zeile 14: Wörter wie yes, no, on und off brauchen Anführungszeichen, zum Beispiel: "yes".',
        ),
        ('["yes"]', '["ja"]', "Zeile 14: Die Bedingung nennt eine Antwort, die es nicht gibt: ja."),
        ("{de: Umfrage}\n", "{de: Umfrage}\n    minutes: 90\n", "Zeile 4: Möglich sind 1 bis 60 Minuten."),
        ("{de: Umfrage}\n", "{de: Umfrage}\n    keep_days: 3\n", "Zeile 4: Möglich sind 7 bis 3650 Tage."),
        ("{de: Umfrage}\n", "{de: Umfrage}\n    keep_days: yes\n", "Zeile 4: Hier gehört eine Zahl hin."),
        (
            "type: yes_no",
            "type: yes_no\n        optional: vielleicht",
            "Zeile 7: Hier gehört true oder false hin.",
        ),
        (
            "          - {key: alt, label: {de: Gewohnheit}}\n",
            "",
            "Zeile 11: Es müssen 2 bis 12 Antworten sein, nicht 1.",
        ),
    ],
)
def test_a_survey_with_a_mistake(old: str, new: str, mistake: str) -> None:
    assert mistake in mistakes(SURVEY.replace(old, new, 1))


def test_days_of_the_project_are_checked() -> None:
    for day, mistake in (
        ("8.3.2024", "Zeile 5: „8.3.2024“ ist kein Datum. Bitte so schreiben: 2024-03-08."),
        ("2024-02-30", "Zeile 5: Den Tag 2024-02-30 gibt es nicht."),
        ("0024-02-03", "Zeile 5: Das Jahr 24 kann nicht stimmen."),
    ):
        text = PROJECT + f"  timetable:\n    - date: {day}\n      text: {{de: Beginn}}\n"
        assert mistakes(text) == [mistake]


@pytest.mark.parametrize(
    ("words", "mistake"),
    [
        ("de: ' '", "Zeile 2: Hier fehlt der Text."),
        ("fr: Dialogue", "Zeile 3: Diese Sprache gibt es hier nicht: fr."),
        (f"de: {'x' * 20_001}", "Zeile 3: 20001 Zeichen. Hier passen 20000."),
    ],
)
def test_texts_of_the_project_are_checked(words: str, mistake: str) -> None:
    assert mistakes(PROJECT.replace("de: Stadtdialog", words)) == [mistake]


def test_two_items_cannot_have_one_name() -> None:
    twice = EVENT + EVENT.partition("\n")[2]
    assert mistakes(twice) == ["Zeile 5: „werkstatt“ steht schon in Zeile 2."]


def test_all_mistakes_are_named_in_the_order_of_the_lines() -> None:
    text = (
        PROJECT.replace("name", "names")
        + EVENT.replace("18:00", "18 Uhr").replace("{de: Werkstatt}", "Werkstatt")
        + "surveys: keine\n"
    )
    assert mistakes(text) == [
        "Zeile 1: „name“ fehlt.",
        "Zeile 2: „names“ gibt es hier nicht. Meinten Sie „name“?",
        "Zeile 6: Hier gehören Texte je Sprache hin, zum Beispiel: „de: …“.",
        'Zeile 7: „2024-03-21 18 Uhr“ ist keine Uhrzeit. Bitte so schreiben: "2024-03-08 18:00".',
        "Zeile 8: Hier gehört eine Liste hin. Jeder Eintrag beginnt mit „- slug: …“.",
    ]
