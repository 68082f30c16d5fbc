"""Hints on words: personal data is found however it is written, and what looks alike is left alone."""

import time
from itertools import cycle

import pytest
from hypothesis import given

from dialogs.city.hints import MASK, Hint, hints, mask
from tests.dialogs.chance import ANYTHING, OFTEN

PHONES = """
0170 1234567            0170/1234567            0170-1234567            01701234567
0170 123 45 67          0170 / 123 45 67        0170.1234567            0170 - 1234 567
0152 28817386           015228817386            01 70 12 34 56 7        0176-123 456 78
0631 3654711            0631/3654711            0631-3654711            06313654711
0631 365-4711           0631/365-0              0631 / 36 54 711        (0631) 3654711
(0631)3654711           (0631) 365-47 11        06 31 / 36 54 71        06 31 36 54 711
06371 9124              030 12345678            030/1234567             089 - 12 34 56 78
0800 1110111            06381 424-0             0211 99 88 77           07231 56 78 90
+49 631 3654711         +49 (0) 631 365-4711    +49(0)631 3654711       +49 170 1234567
+491701234567           +49-170-1234567         +49/170/1234567         +49 (631) 3654711
0049 631 3654711        00491701234567          0049 (0)170 1234567     49 170 1234567
491701234567            +33 1 23 45 67 89       +43 1 58 858-0          +380 44 123 45 67
+90 532 123 45 67       +1 (212) 555-0199       +44 20 7946 0018        +352 26 12 34 56
Tel. 3654711            Tel.: 36 54 711         Telefon 365-4711        Telefonnummer: 3654711
Handy: 1701234567       Handynummer 170 1234567 Mobil 170/1234567       Fax 365 47 12
WhatsApp 170 1234567    erreichbar unter 3654711    ruf mich an 3654711 ruft uns an: 365 47 11
call me at 555-0199     phone number 555 01 99   ０１７０ 1234567        ٠١٧٠ ١٢٣٤٥٦٧
0170–1234567            0631\u00a03654711       0170 12\u00ad34567      0631‑365‑4711
"""
EMAILS = """
max@web.de                      erika.mustermann@example.org    e.muster+rathaus@mail.example.com
MAX@WEB.DE                      max_muster-1@t-online.de        info@bürger-verein.de
max @ web.de                    max@ web.de                     max (at) web.de
max(at)web.de                   max[at]web.de                   max [at] web [punkt] de
max (at) web (dot) de           max at web dot de               max ät web.de
max at gmx punkt de             max{at}web.de                   max@web punkt de
max@gmail                       erika@gmx                       mailto:max@web.de
müller.jörg@posteo.de           a@b.co                          max＠web.de
"""
IBANS = """
DE89370400440532013000          DE89 3704 0044 0532 0130 00     DE89-3704-0044-0532-0130-00
de89 3704 0044 0532 0130 00     DE 89 3704 0044 0532 0130 00    DE12 5001 0517 0648 4898 91
AT61 1904 3002 3457 3201        CH93 0076 2011 6238 5295 7      FR14 2004 1010 0505 0001 3M02 606
GB82 WEST 1234 5698 7654 32     NL91 ABNA 0417 1643 00          LU28 0019 4006 4475 0000
PL61 1090 1014 0000 0712 1981 2874      TR33 0006 1005 1978 6457 8413 26
"""
AROUND = (
    "Bitte melden Sie sich: {}.",
    "{}",
    "Mein Vorschlag für Abschnitt 3: mehr Bänke. ({})",
    "Wir waren am 08.03.2024 um 17.30 Uhr da – {} – und es waren 25 Leute.",
    "{} ist meins, nicht 67655 Kaiserslautern.",
    "Es geht um §§ 34, 35.\n{}\nDanke!",
    "Am 5. {} oder um 9 Uhr",
    "You can reach me here: {}, thanks!",
)

HARMLESS = """
Am 08.03.2024 von 08.00-18.00 Uhr ist offen.
Vom 08.03. bis 29.03.2024, vom 08.03.-29.03.2024 oder vom 8.3.–29.3.24.
Termine: 01.02.2024, 02/03/2024, 03-04-2024, 2024-03-08, 2024-03-08 09:00.
Die Satzung gilt seit 01.01.2020, geändert 03/2024.
Im Zeitraum 2024-2035, 2019/20, 2024 / 2025 und 1998–2004.
Nach § 34 Abs. 2 Nr. 1 BauGB und §§ 8-10, 13a, 34.
Siehe Abschnitt 1.2.3.4 und Ziffer 4.1.12.13.
Kapitel 01.02.03.04.05 des Berichts
Quittung K7M3Q-X9TW4, auch 23456-78923
Meine Quittung: 7M2QX-49TWK.
Das kostet 1.250.000 Euro, nicht 10.050.000.000 €.
Statt 12,99 € nur 0,99 € oder 0.75 EUR.
Förderung: 12 500 000 Euro in 2024
Kosten von +10 000 000 Euro im Jahr
Die Stadt hat 101 228 Einwohner.
67655 Kaiserslautern, 67657 und 67659
PLZ 01067 – 01099 in Dresden
01067 Dresden, Hauptstraße 12
Linie 101, 102, 107 und 111 fahren alle 30 Minuten.
Aktenzeichen 0815/2024 und 61-26-04/2023
Drucksache 0456/2024, Vorlage 123/2023
Bebauungsplan KA 0/174, Flurstück 1234/56
49.4447, 7.7689 sind die Koordinaten.
49.444700, 07.768900
Zwischen 7:30 und 9:00 Uhr, 07:30-09:00, 16.00 – 18.30 Uhr.
0 bis 6 Jahre, 07 oder 08, 100 %
Straßenbreite 3,50 m, Länge 1200 m, Fläche 12.000 m².
Tempo 30 statt 50 in der 30er Zone.
Von 100 Befragten waren 53 dafür, 27 dagegen, 20 unsicher.
ISBN 978-3-16-148410-0
EAN 4006381333931
Die Kennzahl 0401234567890 steht auf der Packung.
Nummer 12345 im Verzeichnis
Mobil 2030-2035 heißt das Konzept.
Telefon gibt es 24 Stunden, 7 Tage.
Telefonzelle am 24.12.2024 abgebaut
Ruft 2024 noch jemand an?
DIN 18040-1 und DIN EN 60601
Version 10.0.19045 von 2023
Haus 5, 3. Stock, Zimmer 301
1 000 Bäume bis 2030, 2 500 bis 2035
B 270 / B 37, A 6 und L 502
Notruf 112, Behördennummer 115
3 x 4 = 12 und 2 + 2 = 4
+ mehr Grün + mehr Bänke + 20 Plätze
Punkt 1: ja. Punkt 2: nein. Punkt 3: 50/50.
DE 2024: mehr Mitsprache
DE12 ist kein Konto.
AB12 CDEF 3456 ist eine Nummer.
Treffpunkt @Rathaus um 18 Uhr
Folgt @stadt_kl auf Mastodon
Look at stadt.example for more.
We met at the park dot by dot.
5 Äpfel@1,20 das Stück
Am Platz (at the square) ist es laut.
www.kaiserslautern.example und stadt.example/leitlinien
Die Web.de-Seite lädt nicht.
„Ja“ – „Nein“ – „Teils“
Mehr Radwege!!! 😀😀😀
Budget 2024: 250000
Ich wohne seit 1987 hier und bin 68.
Umfrage 1: 1-2-3-4-5
12-3456-78
Wahlkreis 209, Stimmbezirk 0123
Ausgaben: 05,50 und 09,90
"""
CRISIS = """
Ich will nicht mehr leben.
Ich möchte einfach nicht mehr leben!
Manchmal denke ich an Suizid.
Ich habe Selbstmordgedanken.
Ich bringe mich um
Ich könnte mich umbringen.
Ich überlege, mir das Leben zu nehmen.
Ich will sterben
ich möchte nur noch tot sein
Ich will einfach nur noch sterben.
Ich wünschte, ich wäre tot.
Ich ritze mich wieder.
Ich sehe keinen Ausweg mehr.
Ihr wärt ohne mich besser dran.
Dann spring ich von der Brücke.
Ich werde meinem Leben ein Ende setzen.
I want to die.
I just want to kill myself
I don't want to live anymore.
I am suicidal.
They would be better off without me.
İntihar etmeyi düşünüyorum
Я думаю про самогубство
أفكر في الانتحار
"""
NO_CRISIS = """
Hier will ich nicht mehr leben, so laut ist es.
In dieser Straße möchte ich nicht mehr leben.
Die Innenstadt stirbt aus, ich will nicht, dass die Läden sterben.
Ich will nicht sterben, nur weil ich über die Straße gehe.
Der Wald will nicht sterben.
Das wäre politischer Selbstmord.
Eine selbstmörderische Kreuzung
Suizidprävention gehört in den Plan.
Der Lärm bringt mich noch um den Schlaf.
Wer hier Rad fährt, ist lebensmüde.
Ein Leben lang wohne ich hier.
Bitte beenden Sie das Projekt.
I do not want to live in a noisy street.
The city should not die.
Tote Winkel, tote Gleise, totes Kapital.
"""


def _forms(table: str) -> list[str]:
    return [form.strip() for line in table.strip().splitlines() for form in line.split("   ") if form.strip()]


SEEDED = [
    (around.format(form), form, kind)
    for kind, table in ((Hint.PHONE, PHONES), (Hint.EMAIL, EMAILS), (Hint.IBAN, IBANS))
    for form, around in zip(_forms(table) * 2, cycle((*AROUND, AROUND[0])), strict=False)
]


def test_personal_data_is_found_however_it_is_written() -> None:
    missed = [text for text, _form, kind in SEEDED if kind not in hints(text)]
    assert len(SEEDED) >= 200
    assert missed == []


def test_it_is_taken_for_what_it_is() -> None:
    mistaken = [(text, hints(text)) for text, _form, kind in SEEDED if hints(text) != (kind,)]
    assert mistaken == []


def test_others_read_nothing_of_it_and_everything_else() -> None:
    for text, form, _kind in SEEDED:
        before, after = text.split(form)
        masked = mask(text)
        assert masked.startswith(before), text
        assert masked.endswith(after), text
        assert MASK in masked
        assert sum(char.isdecimal() for char in masked) == sum(c.isdecimal() for c in before + after), text


@pytest.mark.parametrize("text", HARMLESS.strip().splitlines())
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert hints(text) == ()
    assert mask(text) == text


def test_several_at_once_are_all_found() -> None:
    text = "0170 1234567/0631 365-0, max@web.de und DE89 3704 0044 0532 0130 00. Ich will nicht mehr leben."
    assert hints(text) == (Hint.PHONE, Hint.EMAIL, Hint.IBAN, Hint.CRISIS)
    assert mask(text) == "[…]/[…], […] und […]. Ich will nicht mehr leben."


@pytest.mark.parametrize("text", CRISIS.strip().splitlines())
def test_somebody_in_need_is_noticed(text: str) -> None:
    assert hints(text) == (Hint.CRISIS,)
    assert Hint.CRISIS in hints(f"Zu Abschnitt 3:\n{text.upper()}\nMehr Bänke.")


@pytest.mark.parametrize("text", NO_CRISIS.strip().splitlines())
def test_who_speaks_of_a_place_is_not_in_need(text: str) -> None:
    assert hints(text) == ()


@given(text=ANYTHING)
@OFTEN
def test_any_text_can_be_looked_at(text: str) -> None:
    masked = mask(text)
    assert not set(hints(masked)) - {Hint.CRISIS}
    if not hints(text):
        assert masked == text


@pytest.mark.parametrize(
    "unit", ["a", "0", "01", "1 ", "0 1", "+", "(", "a.", "a@", "at ", "DE", "DE1", "a at ", "mich ", "ich "]
)
def test_a_hostile_text_costs_no_more_than_others(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    began = time.process_time()
    mask(text)
    hints(text)
    assert time.process_time() - began < 1
