"""Sets up what the program writes to stderr: one record a line, no secrets, nobody's words or address."""

import logging
import re
import sqlite3
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

from storage.trouble import Unavailable

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
"""Anything that looks like a bot token, wherever it stands: also inside the address of a request."""

BLANK = "[token]"

TALKATIVE = ("aiohttp", "alembic", "asyncio", "httpcore", "httpx", "sqlalchemy", "telegram")
"""Libraries of which only warnings are wanted; some write whole addresses, token included, as news."""

HARMLESS = (OSError, sqlite3.Error, Unavailable, ImportError, NameError, AttributeError)
"""Errors whose texts speak of files, connections and our code. All others may quote what a person wrote."""

_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")

Record = MutableMapping[str, Any]


class Discreet(structlog.stdlib.ProcessorFormatter):
    """Writes a record so that no text in it can show a token or pretend to be another record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line; lines of a traceback are indented."""
        text = TOKEN.sub(BLANK, super().format(record))
        return _UNPRINTABLE.sub(_escaped, text).replace("\n", "\n    ")


def configure(form: str, *, quiet: bool = False) -> None:
    """Sends all records to stderr as `text` or `json`; `quiet` leaves warnings and errors only."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _tell_error,
    ]
    ends: structlog.typing.Processor = structlog.processors.JSONRenderer() if form == "json" else _as_text
    formatter = Discreet(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, ends],
        foreign_pre_chain=[_only_first_line, structlog.stdlib.add_logger_name, *shared],
        # What libraries put into their messages may be addresses and answers: the bare message has to do.
        use_get_message=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.root.handlers = [handler]
    # A record that cannot be written would otherwise be printed with all its arguments.
    logging.raiseExceptions = False
    logging.root.setLevel(logging.WARNING if quiet else logging.INFO)
    for library in TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _only_first_line(_logger: Any, _method: str, record: Record) -> Record:
    """Cuts a library's message after its first line: asyncio repeats whole exceptions below it."""
    record["event"] = str(record["event"]).partition("\n")[0]
    return record


def _tell_error(_logger: Any, _method: str, record: Record) -> Record:
    """Puts an error's story in place of the error."""
    error = record.pop("exc_info", None)
    if error is True:
        error = sys.exception()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        record["exception"] = "\n".join(_story(error))
    return record


def _story(error: BaseException) -> list[str]:
    """Where an error came from and of which kind it is, causes first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_story(cause), "which led to"] if cause else []
    for place in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {place.filename}:{place.lineno} in {place.name}")
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    code = getattr(error, "sqlstate", None)
    if isinstance(error, HARMLESS):
        lines.append(f"{name}: {error}")
    else:
        lines.append(f"{name} ({code})" if code else name)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            lines += ["one of them", *_story(one)]
    return lines


def _as_text(_logger: Any, _method: str, record: Record) -> str:
    """A line for people: moment, level, what happened, the details, and below it the error's story."""
    moment, level, event = record.pop("timestamp"), record.pop("level"), record.pop("event")
    story = record.pop("exception", "")
    details = "".join(f" {key}={_quoted(value)}" for key, value in record.items())
    return f"{moment} {level:<8} {_one_line(event)}{details}" + (f"\n{story}" if story else "")


def _quoted(value: object) -> str:
    text = str(value)
    return repr(text) if not text or re.search(r"[\s\"']", text) else text


def _one_line(text: object) -> str:
    return str(text).replace("\n", "\\n")


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
