"""The synopsis of a guideline as a spreadsheet (XLSX): a row for each section, then one for each entry."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dialogs.city.comment import CommentKind
from storage.database import Database
from storage.exports import without_controls
from storage.exports_guidelines import in_german, read_versions
from storage.items import Item
from storage.synopsis import Entry, Heading, Piece, read_pieces, read_synopsis

COLUMNS = (
    ("Abschnitt", 10),
    ("Überschrift", 28),
    ("Text des Abschnitts", 60),
    ("Nr.", 8),
    ("Art", 12),
    ("Fassung", 8),
    ("Wortlaut", 60),
    ("Sehen es auch so", 10),
    ("Antwort", 22),
    ("Begründung", 50),
)
"""Headings, and how many letters wide."""

FORMER = "früher"
"""Stands in place of the number of a section that is in the guideline no more."""

MOST_UNITS = 32_767
"""Of UTF-16 in one cell: more makes a spreadsheet program call the file broken."""

_CHUNK = 64 * 1024
_KINDS = {CommentKind.COMMENT: "Anregung", CommentKind.PROPOSAL: "Vorschlag"}


async def export_synopsis(database: Database, item: Item) -> AsyncGenerator[bytes, None]:
    """The file in pieces. It is put together beside the event loop and on disk: memory stays flat.

    Raises OSError if there is no room for it.
    """
    versions = await read_versions(database, item)
    synopsis = await read_synopsis(database, item, versions)
    with TemporaryDirectory(prefix="stadtdialog-") as folder:
        path = Path(folder) / "synopsis.xlsx"
        sheet = await asyncio.to_thread(_Sheet, path, in_german(synopsis.newest.title))
        async for piece in read_pieces(database, item, synopsis):
            await asyncio.to_thread(sheet.write, piece)
        await asyncio.to_thread(sheet.close)
        with path.open("rb") as file:
            while chunk := await asyncio.to_thread(file.read, _CHUNK):
                yield chunk


class _Sheet:
    """One sheet that is written downwards and never read again."""

    def __init__(self, path: Path, title: str) -> None:
        # Imported here: nothing else needs it, and a bot starts without it.
        import xlsxwriter  # type: ignore[import-untyped]  # has no types

        self._book = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
        self._book.set_properties({"title": fit(title)})
        # Marked as text, so that a cell stays text when somebody edits it.
        plain = {"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True}
        self._plain, self._bold = self._book.add_format(plain), self._book.add_format({**plain, "bold": True})
        self._sheet = self._book.add_worksheet("Synopse")
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        for column, (_name, width) in enumerate(COLUMNS):
            self._sheet.set_column(column, column, width)
        self._row = 0
        self._section = ("", "")
        self._add([name for name, _width in COLUMNS], self._bold)

    def write(self, piece: Piece) -> None:
        """Adds rows at the end."""
        for line in piece:
            if isinstance(line, Heading):
                self._section = (str(line.place or FORMER), in_german(line.title))
                self._add([*self._section, in_german(line.text)], self._bold)
            else:
                self._add([*self._section, "", *_cells(line)], self._plain)

    def close(self) -> None:
        """Writes what is still missing of the file."""
        self._book.close()

    def _add(self, cells: Sequence[str], format: object) -> None:
        for column, cell in enumerate(cells):
            # Never `write`, which makes formulas, links and numbers of what looks like them.
            self._sheet.write_string(self._row, column, fit(cell), format)
        self._row += 1


def _cells(entry: Entry) -> Iterator[str]:
    yield str(entry.number)
    yield _KINDS[entry.kind]
    yield str(entry.version)
    if entry.hidden:
        yield tell_hidden(entry)
        return
    yield entry.words
    yield str(entry.supports)
    # The ids of the messages are German.
    yield entry.status.label.msgid
    yield entry.reason


def tell_hidden(entry: Entry) -> str:
    """What stands in place of the words of a hidden comment."""
    rule = in_german(entry.rule or {})
    return f"Ausgeblendet. Grund: {rule}" if rule else "Ausgeblendet."


def fit(text: str) -> str:
    """The text as a cell can hold it: without control characters, and cut where the cell ends."""
    cleaned = without_controls(text)
    units = cleaned.encode("utf-16-le", "replace")
    if len(units) <= 2 * MOST_UNITS:
        return cleaned
    return units[: 2 * (MOST_UNITS - 2)].decode("utf-16-le", "ignore") + " …"
