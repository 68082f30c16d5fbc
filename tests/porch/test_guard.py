"""The guard before every page: true addresses, our own names, sizes, time, kind words on failure."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from pytest_aiohttp import AiohttpClient

import stadtdialog_guard
from admin_web.routes import ROUTES, WITH_FILE
from stadtdialog_guard import MOST_BYTES, Guard, host_of, page
from storage.trouble import Gone
from tests.admin_web.walk import address_for

Client = TestClient[web.Request, web.Application]

GUARD = Guard(
    frozenset({"dialog.example.org"}), (ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8")), https=True
)


async def tell(request: web.Request) -> web.Response:
    """Says who asked and how."""
    return web.json_response({"remote": request.remote, "scheme": request.scheme})


async def read(request: web.Request) -> web.Response:
    return web.json_response({"bytes": len(await request.read())})


async def fail(_request: web.Request) -> web.Response:
    raise KeyError("an answer somebody gave")


async def lose_database(_request: web.Request) -> web.Response:
    raise Gone("the server is away")


async def dawdle(_request: web.Request) -> web.Response:
    await asyncio.sleep(60)
    return web.Response()


async def wait_in_vain(_request: web.Request) -> web.Response:
    async with asyncio.timeout(0.01):
        await asyncio.sleep(60)
    return web.Response()


async def download(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    for _ in range(4):
        await asyncio.sleep(0.2)
        await answer.write(b"piece ")
    return answer


async def break_off(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    await answer.write(b"piece ")
    raise KeyError("half way")


async def say_so(_request: web.Request) -> web.Response:
    raise web.HTTPNotFound(text="Diese Umfrage gibt es nicht.")


async def own_headers(_request: web.Request) -> web.Response:
    return web.Response(headers={"Content-Security-Policy": "default-src 'self'"})


@pytest.fixture
async def client(aiohttp_client: AiohttpClient) -> Client:
    app = web.Application(client_max_size=MOST_BYTES)
    app.add_routes(
        [
            web.get("/", tell),
            web.post("/read", read),
            web.get("/fail", fail),
            web.get("/lose", lose_database),
            web.get("/dawdle", dawdle),
            web.get("/wait", wait_in_vain),
            web.get("/download", download),
            web.get("/break", break_off),
            web.get("/say", say_so),
            web.get("/own", own_headers),
        ]
    )
    part = web.Application()
    part.add_routes([web.get("/tell", tell)])
    app.add_subapp("/part", part)
    GUARD.stand_before(app)
    return await aiohttp_client(app)


@pytest.mark.parametrize(
    ("forwarded", "remote"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7", "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7, 10.1.2.3", "192.0.2.7"),
        ("192.0.2.7, ::ffff:10.1.2.3", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("made up", "127.0.0.1"),
        ("192.0.2.7, made up", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
async def test_behind_our_proxies_the_nearest_stranger_counts(
    client: Client, forwarded: str, remote: str
) -> None:
    answer = await client.get("/", headers={"X-Forwarded-For": forwarded})
    assert (await answer.json())["remote"] == remote


@pytest.mark.parametrize(
    ("proto", "scheme"), [("https", "https"), ("https, http", "http"), ("javascript", "http"), ("", "http")]
)
async def test_behind_our_proxies_their_word_counts_for_https(
    client: Client, proto: str, scheme: str
) -> None:
    answer = await client.get("/", headers={"X-Forwarded-Proto": proto})
    assert (await answer.json())["scheme"] == scheme


async def test_strangers_are_not_believed(aiohttp_client: AiohttpClient) -> None:
    app = web.Application()
    app.add_routes([web.get("/", tell)])
    Guard(frozenset()).stand_before(app)
    client = await aiohttp_client(app)
    answer = await client.get("/", headers={"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"})
    assert await answer.json() == {"remote": "127.0.0.1", "scheme": "http"}


@pytest.mark.parametrize("host", ["dialog.example.org", "DIALOG.example.org:443", "localhost:81", "[::1]:80"])
async def test_our_names_are_answered(client: Client, host: str) -> None:
    assert (await client.get("/", headers={"Host": host})).status == 200


@pytest.mark.parametrize("host", ["evil.example", "dialog.example.org.evil.example", "", "[", "192.0.2.1"])
async def test_other_names_are_refused(client: Client, host: str) -> None:
    answer = await client.get("/part/tell", headers={"Host": host})
    assert answer.status == 400
    assert "Das haben wir nicht verstanden" in await answer.text()


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("dialog.example.org:8080", "dialog.example.org"),
        ("https://Dialog.example.org/x", "dialog.example.org"),
        ("[::1]:80", "::1"),
        ("[", ""),
        ("", ""),
    ],
)
def test_the_host_in_a_name(name: str, host: str) -> None:
    assert host_of(name) == host


@pytest.mark.parametrize(
    ("path", "asked", "lang", "told"),
    [
        ("/", "en-GB,de;q=0.5", "en", "We did not understand that"),
        ("/", "xx", "de", "Das haben wir nicht verstanden"),
        ("/admin/surveys", "en", "de", "Das haben wir nicht verstanden"),
    ],
)
async def test_refusals_are_in_the_reader_s_language(
    client: Client, path: str, asked: str, lang: str, told: str
) -> None:
    answer = await client.get(path, headers={"Host": "evil.example", "Accept-Language": asked})
    page = await answer.text()
    assert (answer.status, f'<html lang="{lang}">' in page, told in page) == (400, True, True)


async def test_a_megabyte_is_read_and_more_is_refused_before_it_comes(client: Client) -> None:
    answer = await client.post("/read", data=BytesIO(b"x" * MOST_BYTES))
    assert await answer.json() == {"bytes": MOST_BYTES}
    answer = await client.post("/read", data=BytesIO(b"x" * (MOST_BYTES + 1)))
    assert (answer.status, "Das ist zu viel auf einmal" in await answer.text()) == (413, True)


async def test_only_where_staff_upload_a_file_more_comes_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await client.post("/admin/broadcasts/7/attachment", data=BytesIO(b"x" * (MOST_BYTES + 1)))
    assert answer.status == 404
    for path in ("/admin/broadcasts/7/edit", "/admin/broadcasts/x/attachment", "/broadcasts/7/attachment"):
        assert (await client.post(path, data=BytesIO(b"x" * (MOST_BYTES + 1)))).status == 413
    monkeypatch.setattr(stadtdialog_guard, "MOST_UPLOADED", MOST_BYTES)
    answer = await client.post("/admin/broadcasts/7/attachment", data=BytesIO(b"x" * (MOST_BYTES + 1)))
    assert answer.status == 413


def test_where_staff_upload_is_where_the_admin_page_takes_a_file() -> None:
    taken = [address_for("/admin" + route.path) for route in ROUTES if route.handler in WITH_FILE]
    assert len(taken) == 1
    assert all(stadtdialog_guard.UPLOADS.fullmatch(address) for address in taken)


async def test_more_that_does_not_say_so_is_refused_too(client: Client) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"x" * (MOST_BYTES // 2)

    answer = await client.post("/read", data=pieces())
    assert answer.status == 413


async def test_what_is_packed_is_not_unpacked(client: Client) -> None:
    answer = await client.post("/read", data=b"x", headers={"Content-Encoding": "gzip"}, compress=False)
    assert answer.status == 415


async def test_a_mistake_of_ours_is_told_by_a_number_only(client: Client) -> None:
    answer = await client.get("/fail")
    told = await answer.text()
    assert answer.status == 500
    assert "Der Fehler liegt bei uns." in told
    assert "Nummer des Fehlers: " in told
    assert "somebody" not in told
    assert "Key" not in told


async def test_without_the_database_people_are_asked_to_wait(client: Client) -> None:
    answer = await client.get("/lose")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
    assert "Das geht gerade nicht" in await answer.text()


async def test_who_is_slow_to_answer_gives_way(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stadtdialog_guard, "PATIENCE", 0.1)
    assert (await client.get("/dawdle")).status == 503


async def test_a_wait_of_a_page_s_own_is_its_own_mistake(client: Client) -> None:
    assert (await client.get("/wait")).status == 500


async def test_who_is_slow_to_ask_gives_way(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def drops() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.sleep(0.5)
        yield b"x"

    monkeypatch.setattr(stadtdialog_guard, "PATIENCE", 0.1)
    answer = await client.post("/read", data=drops())
    assert answer.status == 408


async def test_a_download_that_has_begun_takes_its_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stadtdialog_guard, "PATIENCE", 0.5)
    answer = await client.get("/download")
    assert await answer.text() == "piece " * 4


async def test_a_download_that_breaks_off_is_seen_to_be_cut(client: Client) -> None:
    answer = await client.get("/break")
    with pytest.raises(Exception, match=r"payload|closed|Not enough data"):
        await answer.read()


async def test_pages_may_choose_their_own_words(client: Client) -> None:
    answer = await client.get("/say")
    assert (answer.status, await answer.text()) == (404, "Diese Umfrage gibt es nicht.")


async def test_a_page_that_is_not_there(client: Client) -> None:
    answer = await client.get("/nowhere")
    assert (answer.status, "Diese Seite gibt es nicht" in await answer.text()) == (404, True)


async def test_a_method_that_is_not_there_names_those_that_are(client: Client) -> None:
    answer = await client.post("/")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")


async def test_browsers_are_held_short_and_told_nothing(client: Client) -> None:
    for path in ("/", "/nowhere", "/fail"):
        headers = (await client.get(path)).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Strict-Transport-Security"] == "max-age=63072000"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Server"] == "Stadtdialog"


async def test_pages_may_set_their_own_headers(client: Client) -> None:
    assert (await client.get("/own")).headers["Content-Security-Policy"] == "default-src 'self'"


async def test_over_plain_http_nobody_is_told_of_https(aiohttp_client: AiohttpClient) -> None:
    app = web.Application()
    Guard(frozenset()).stand_before(app)
    client = await aiohttp_client(app)
    assert "Strict-Transport-Security" not in (await client.get("/")).headers


def test_a_detail_on_a_page_stays_text() -> None:
    told = page(500, "de", "<script>")
    assert told.text is not None
    assert "&lt;script&gt;" in told.text
