"""The log: no secret, nobody's words, nobody's address, and no line that pretends to be another."""

import asyncio
import json
import logging
import sqlite3

import pytest
import structlog

from stadtdialog_log import configure
from storage.trouble import Busy

TOKEN = "123456789:TEST-token_of-nobody-in-particular"
ANSWER = "Ich wohne in der Schneiderstraße"


def written(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_a_line_says_when_how_grave_what_and_the_details(capsys: pytest.CaptureFixture[str]) -> None:
    configure("text")
    structlog.get_logger().info("listening", port=8080, note="all well")
    [line] = written(capsys)
    moment, rest = line.split(" ", 1)
    assert moment.endswith("Z")
    assert rest == "info     listening port=8080 note='all well'"


def test_machines_get_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure("json")
    structlog.get_logger().warning("two\nlines", port=8080)
    [line] = written(capsys)
    told = json.loads(line)
    assert told.pop("timestamp")
    assert told == {"event": "two\nlines", "level": "warning", "port": 8080}


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_token_is_blanked_wherever_it_stands(capsys: pytest.CaptureFixture[str], form: str) -> None:
    configure(form)
    log = structlog.get_logger()
    log.warning(f"https://api.telegram.org/bot{TOKEN}/getMe", token=TOKEN)
    logging.getLogger("somebody.else").warning(f"refused: {TOKEN}")
    try:
        raise OSError(f"cannot connect to /bot{TOKEN}/")
    except OSError:
        log.exception("failed")
    told = "\n".join(written(capsys))
    assert told.count("[token]") == 4
    assert TOKEN not in told


def test_nobody_forges_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure("text")
    structlog.get_logger().info("said\n2026-01-01T00:00:00Z info forged\r\x1b[31m", text="a\nb\u2028c")
    [line] = written(capsys)
    assert line.endswith(r"info     said\n2026-01-01T00:00:00Z info forged\r\x1b[31m text='a\nb\u2028c'")


def test_libraries_are_heard_only_when_they_warn_and_without_what_they_put_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure("text")
    for library in ("httpx", "httpcore.connection", "telegram.ext", "aiohttp.access"):
        logging.getLogger(library).info("HTTP Request: POST %s", f"/bot{TOKEN}/sendMessage")
    logging.getLogger("aiohttp.web").warning("Error handling request from %s", "192.0.2.7")
    [line] = written(capsys)
    assert line.endswith("warning  Error handling request from %s logger=aiohttp.web")


def test_an_error_tells_its_places_and_kinds_but_not_what_people_wrote(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure("text")
    try:
        try:
            int(ANSWER)
        except ValueError as error:
            raise KeyError(ANSWER) from error
    except KeyError:
        structlog.get_logger().exception("turn failed", row=7)
    first, *story = written(capsys)
    assert first.endswith("error    turn failed row=7")
    assert [line.strip() for line in story if ".py:" not in line] == [
        "ValueError",
        "which led to",
        "KeyError",
    ]
    assert len([line for line in story if "test_log.py" in line]) == 2
    assert ANSWER not in "\n".join(story)


def test_troubles_of_files_and_databases_are_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    configure("text")
    troubles = [OSError(28, "No space left"), sqlite3.OperationalError("database is locked"), Busy("held")]
    for trouble in troubles:
        structlog.get_logger().error("failed", exc_info=trouble)
    assert [line.strip() for line in written(capsys)[1::2]] == [
        "OSError: [Errno 28] No space left",
        "sqlite3.OperationalError: database is locked",
        "storage.trouble.Busy: held",
    ]


def test_an_error_of_postgresql_is_told_by_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    class UniqueViolationError(Exception):
        sqlstate = "23505"

    configure("text")
    structlog.get_logger().error("failed", exc_info=UniqueViolationError(f"Key (text)=({ANSWER})"))
    assert written(capsys)[1].endswith("UniqueViolationError (23505)")


def test_several_errors_at_once_are_all_told(capsys: pytest.CaptureFixture[str]) -> None:
    configure("text")
    group = ExceptionGroup("both loops", [ValueError(ANSWER), OSError("gone")])
    structlog.get_logger().error("ended", exc_info=group)
    assert [line.strip() for line in written(capsys)[1:]] == [
        "ExceptionGroup",
        "one of them",
        "ValueError",
        "one of them",
        "OSError: gone",
    ]


async def test_a_forgotten_task_is_told_without_its_error_s_words(capsys: pytest.CaptureFixture[str]) -> None:
    configure("text")
    asyncio.get_running_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": ValueError(ANSWER), "future": ANSWER}
    )
    first, second = written(capsys)
    assert first.endswith("error    Task exception was never retrieved logger=asyncio")
    assert second.strip() == "ValueError"


def test_what_is_quiet_leaves_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    configure("text", quiet=True)
    structlog.get_logger().info("listening")
    structlog.get_logger().warning("no room")
    assert len(written(capsys)) == 1


def test_a_record_that_cannot_be_written_is_not_shown_in_another_way(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Unspeakable:
        def __str__(self) -> str:
            raise RuntimeError(ANSWER)

    configure("text")
    structlog.get_logger().warning("odd", what=Unspeakable())
    assert written(capsys) == []
