"""The catalogues are whole: every sentence for citizens in every language, with the same values in it."""

import re
import runpy
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from locales import extract, translator
from locales.extract import CATALOGUES, path_of

FIELD = re.compile(r"\{(\w+)\}")
SAME_IN_ENGLISH = {"Deutsch, English, Leichte Sprache"}

PASSIVE = re.compile(r"\b(wird|werden|wurden?|worden)\b")
CONJUNCTIVE = re.compile(r"\b(möchten|könnten|würden|sollten|wäre|hätte)\b")
MOST_WORDS = 12
"""Words of one sentence in Leichte Sprache."""

LONGEST_WORD = 13
"""Letters of a word that is read without a dot in it."""

LONG_BUT_KNOWN = {"Internetseite", "verantwortlich"}


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        catalogue: Catalog = read_po(file)
    return catalogue


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def messages(language: str) -> Iterator[Message]:
    return (message for message in read(language) if message.id)


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_sentence_has_a_translation_and_no_translation_is_left_over(language: str) -> None:
    wanted = {ids(message) for message in extract.extract() if message.id}
    assert {ids(message) for message in messages(language)} == wanted


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_translation_is_empty_or_uncertain(language: str) -> None:
    for message in messages(language):
        assert not message.fuzzy, message.id
        assert len(strings(message)) == len(ids(message)), message.id
        assert all(string.strip() for string in strings(message)), message.id


@pytest.mark.parametrize("language", CATALOGUES)
def test_translations_hold_the_same_values(language: str) -> None:
    for message in messages(language):
        for id, string in zip(ids(message), strings(message), strict=True):
            assert sorted(FIELD.findall(string)) == sorted(FIELD.findall(id)), id


def test_english_is_english() -> None:
    for message in messages("en"):
        for id, string in zip(ids(message), strings(message), strict=True):
            if id in SAME_IN_ENGLISH or not re.search(r"[a-z]{2}", FIELD.sub("", id)):
                continue
            assert string != id
            assert not re.search("[äöüßÄÖÜ„]", string), string


def test_leichte_sprache_is_easy() -> None:
    for message in messages("de@simple"):
        for string in strings(message):
            assert not PASSIVE.search(string), string
            assert not CONJUNCTIVE.search(string), string
            assert not re.search(r"\w:\w|;", string), string
            for sentence in re.split(r"(?<=[.?!])\s|\n", string):
                words = FIELD.sub("", sentence).split()
                assert len(words) <= MOST_WORDS, sentence
                assert not [word for word in words if _is_hard(word)], sentence


def _is_hard(word: str) -> bool:
    plain = word.strip(".,:?!„“()")
    return len(plain) > LONGEST_WORD and "·" not in plain and plain not in LONG_BUT_KNOWN


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogues_stand_as_the_command_writes_them(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for each in CATALOGUES:
        (tmp_path / each).mkdir()
        shutil.copy(path_of(each), tmp_path / each)
    before = path_of(language).read_text(encoding="utf-8")
    monkeypatch.setattr(extract, "FOLDER", tmp_path)
    extract.main()
    assert path_of(language).read_text(encoding="utf-8") == before, "run: python -m locales.extract"
    assert capsys.readouterr().out.count(": 0 to translate") == len(CATALOGUES)


def test_a_new_sentence_is_empty_and_an_old_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in (*extract.ROOMS, *(f"locales/{language}" for language in CATALOGUES)):
        (tmp_path / folder).mkdir(parents=True)
    code = 'A = _("Neu {x}", x=1)\nB = n_("{count} Tag", "{count} Tage", 2)\nC = _(A)\n'
    (tmp_path / "bot" / "new.py").write_text(code, encoding="utf-8")
    for language in CATALOGUES:
        old = 'msgid "Alt"\nmsgstr "Old"\n'
        (tmp_path / "locales" / language / "messages.po").write_text(old, encoding="utf-8")
    monkeypatch.setattr(translator, "FOLDER", tmp_path / "locales")
    monkeypatch.delitem(sys.modules, "locales.extract")
    runpy.run_module("locales.extract", run_name="__main__")
    assert capsys.readouterr().out.count(": 2 to translate") == len(CATALOGUES)
    written = (tmp_path / "locales" / "en" / "messages.po").read_text(encoding="utf-8")
    assert re.findall("^msgid.*", written, re.MULTILINE) == [
        'msgid ""',
        'msgid "Neu {x}"',
        'msgid "{count} Tag"',
        'msgid_plural "{count} Tage"',
    ]
    assert "Old" not in written
