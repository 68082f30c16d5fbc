"""Brings the catalogues up to date with the sentences in the code: `python -m locales.extract`."""

from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from locales.translator import FOLDER

ROOT = FOLDER.parent
ROOMS = ("dialogs", "bot")
"""Where the sentences for citizens stand; staff's pages speak German only."""

CATALOGUES = ("en", "de@simple")
"""German needs none: it is what the message ids are written in."""

KEYWORDS = {"_": None, "n_": (1, 2)}
WIDTH = 110
METHODS = [("**.py", "python")]
"""Templates hold no sentence of their own: they get them from the code."""

_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def extract(root: Path = ROOT) -> Catalog:
    """All sentences for citizens."""
    template = Catalog()
    for room in ROOMS:
        found = extract_from_dir(root / room, METHODS, keywords=KEYWORDS)
        for _file, _line, message, _comments, _context in found:
            template.add(message)
    return template


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return FOLDER / language / "messages.po"


def update(language: str, template: Catalog) -> int:
    """Writes the catalogue anew: new sentences empty, old ones gone; returns how many are still empty."""
    path = path_of(language)
    with path.open("rb") as file:
        catalogue = read_po(file)
    catalogue.update(template, no_fuzzy_matching=True)
    with path.open("wb") as file:
        file.write(_HEADER.format(language=language).encode())
        write_po(
            file,
            catalogue,
            omit_header=True,
            ignore_obsolete=True,
            sort_output=True,
            no_location=True,
            width=110,
        )
    return sum(not _is_translated(message.string) for message in catalogue if message.id)


def _is_translated(string: str | Sequence[str] | None) -> bool:
    return bool(string) if string is None or isinstance(string, str) else all(string)


def main() -> None:
    """Updates every catalogue and tells what is left to translate."""
    template = extract()
    for language in CATALOGUES:
        print(f"{path_of(language)}: {update(language, template)} to translate")  # noqa: T201  # a command


if __name__ == "__main__":
    main()
