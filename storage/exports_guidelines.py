"""What people think of a guideline as CSV or JSON: counts for each section, comments with their answers."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping
from typing import Any

from dialogs.city.comment import Vote
from dialogs.city.guideline import Guideline
from dialogs.city.guideline_changes import all_read_since
from dialogs.text import LANGUAGES, Localized
from storage import definitions, items
from storage.comment_lists import StoredComment, next_comments
from storage.database import Database
from storage.exports import Format, csv_lines
from storage.items import Item
from storage.opinions import Opinion, count_opinions

SECTION_COLUMNS = (
    *("section", "title", "readers", "stopped"),
    *Vote,
    *("earlier", "comments", "proposals", "supports"),
)
COMMENT_COLUMNS = (
    *("receipt", "section", "title", "version", "day", "channel", "language"),
    *("kind", "visibility", "status", "reason", "supports", "comment"),
)


async def export_sections(database: Database, item: Item, format: Format) -> AsyncGenerator[str, None]:
    """One line or object for each section, in today's order; former sections at the end."""
    versions = await read_versions(database, item)
    end, since = last_section(versions), all_read_since(versions)
    async with database.read() as connection:
        opinions = await count_opinions(connection, item.id, end, since)
    numbers = in_order(versions, opinions)
    rows = [_count(number, versions, opinions.get(number, Opinion())) for number in numbers]
    if format is Format.CSV:
        yield "\ufeff" + csv_lines([SECTION_COLUMNS, *_cells(rows)])
    else:
        yield json.dumps({"guideline": item.slug, "sections": rows}, ensure_ascii=False, indent=1) + "\n"


async def export_comments(database: Database, item: Item, format: Format) -> AsyncGenerator[str, None]:
    """One line or object for each comment, in pieces; memory stays flat however many there are."""
    versions = await read_versions(database, item)
    if format is Format.CSV:
        yield "\ufeff" + csv_lines([COMMENT_COLUMNS])
        async for batch in _all_comments(database, item.id):
            yield csv_lines(_cells(_tell(comment, versions) for comment in batch))
        return
    yield f'{{"guideline": {json.dumps(item.slug)},\n"comments": ['
    comma = "\n"
    async for batch in _all_comments(database, item.id):
        yield comma + ",\n".join(json.dumps(_tell(c, versions), ensure_ascii=False) for c in batch)
        comma = ",\n"
    yield "\n]}\n"


async def read_versions(database: Database, item: Item) -> dict[int, Guideline]:
    """Everything of a guideline that was ever published, the newest first."""
    async with database.read() as connection:
        return {
            version.number: definitions.load("guideline", version.body)
            for version in await items.list_versions(connection, item.id)
        }


def title_of(number: int, versions: Mapping[int, Guideline], version: int | None = None) -> str:
    """The title of a section in a version; without one, in the newest that has the section."""
    chosen = [version] if version is not None else sorted(versions, reverse=True)
    found = (versions[n].section(number) for n in chosen if n in versions)
    return in_german(next((section.title for section in found if section), {}))


def in_german(texts: Localized) -> str:
    """What staff wrote as other staff read it: in German if there is any, else as it was written."""
    return next((texts[language] for language in (*LANGUAGES, *texts) if texts.get(language, "").strip()), "")


def in_order(versions: Mapping[int, Guideline], more: Iterable[int]) -> tuple[int, ...]:
    """The numbers of today's sections in today's order; `more` that are none of today's at the end."""
    today = (section.number for section in versions[max(versions)].sections)
    return tuple(dict.fromkeys((*today, *sorted(more))))


def last_section(versions: Mapping[int, Guideline]) -> int:
    """The number of the section that today's guideline ends with; 0 if it has none."""
    return next((section.number for section in reversed(versions[max(versions)].sections)), 0)


async def _all_comments(database: Database, item: int) -> AsyncIterator[list[StoredComment]]:
    last = 0
    while True:
        async with database.read() as connection:
            found = await next_comments(connection, item, last)
        if not found:
            return
        yield found
        last = found[-1].id


def _count(number: int, versions: Mapping[int, Guideline], opinion: Opinion) -> dict[str, Any]:
    cast = {str(vote): opinion.votes.get(vote, 0) for vote in Vote}
    read = {"readers": opinion.readers, "stopped": opinion.stopped}
    written = {
        "earlier": opinion.earlier,
        "comments": opinion.comments,
        "proposals": opinion.proposals,
        "supports": opinion.supports,
    }
    return {"section": number, "title": title_of(number, versions), **read, **cast, **written}


def _tell(comment: StoredComment, versions: Mapping[int, Guideline]) -> dict[str, Any]:
    return {
        "receipt": comment.receipt,
        "section": comment.section,
        "title": title_of(comment.section, versions, comment.version),
        "version": comment.version,
        "day": comment.day.isoformat(),
        "channel": comment.channel,
        "language": comment.language,
        "kind": comment.kind,
        "visibility": comment.visibility,
        "status": comment.status,
        "reason": comment.reason,
        "supports": comment.supports,
        "comment": comment.words,
    }


def _cells(rows: Iterable[Mapping[str, Any]]) -> Iterable[list[str]]:
    return ([str(value) for value in row.values()] for row in rows)
