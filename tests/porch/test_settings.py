"""Settings: what counts when nothing is set, and the one sentence each mistake is answered with."""

import re
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from storage.settings import SECRETS, Settings, WrongSetting, is_loopback, read_settings, variable
from tests.packaging.checkout import read

TOKEN = "123456789:TEST-token_of-nobody-in-particular"

EVERYWHERE = "0.0.0.0"

WRONG = {
    "DATABASE_URL": "mysql://anna:geheim@example.org/stadt",
    "TELEGRAM_TOKEN": "123456789:geheim",
    "TELEGRAM_API": "ftp://api.example.org",
    "INTAKE": "pigeon",
    "WEBHOOK_URL": "https://dialog.example.org/admin",
    "WEBHOOK_SECRET": "geheim und leer",
    "HOST": "this machine",
    "PORT": "80a",
    "PUBLIC_URL": "https://dialog.example.org/chat",
    "TIMEZONE": "Europe/Lautern",
    "SENDS_PER_SECOND": "-1",
    "SLOTS": "0",
    "ALLOW_PAID_BROADCAST": "perhaps",
    "TRUSTED_PROXIES": "127.0.0.1, everybody",
    "QUIET_HOURS": "20-25",
    "FOUR_EYES_FROM": "-1",
    "LOG_FORMAT": "xml",
    "METRICS_TOKEN": "geheim",
    "ALARM_WEBHOOK": "http://chat.example.org/hooks/geheim?sig=geheim",
}
SENTENCES = {
    "DATABASE_URL": "STADTDIALOG_DATABASE_URL must be sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME.",
    "TELEGRAM_TOKEN": "STADTDIALOG_TELEGRAM_TOKEN must be a bot's token: digits, a colon, and 30 or more "
    "letters, digits, - and _.",
    "TELEGRAM_API": "STADTDIALOG_TELEGRAM_API must be the web address of a Bot API server "
    "(it is 'ftp://api.example.org').",
    "INTAKE": "STADTDIALOG_INTAKE must be polling or webhook (it is 'pigeon').",
    "WEBHOOK_URL": "STADTDIALOG_WEBHOOK_URL must be an https address that ends in /telegram, such as "
    "https://dialog.example.org/telegram (it is 'https://dialog.example.org/admin').",
    "WEBHOOK_SECRET": "STADTDIALOG_WEBHOOK_SECRET must be 1 to 256 letters, digits, - and _.",
    "HOST": "STADTDIALOG_HOST must be an address of this machine such as 127.0.0.1 (it is 'this machine').",
    "PORT": "STADTDIALOG_PORT must be a number from 1 to 65535 (it is '80a').",
    "PUBLIC_URL": "STADTDIALOG_PUBLIC_URL must be an https address without a path, such as "
    "https://dialog.example.org (it is 'https://dialog.example.org/chat').",
    "TIMEZONE": "STADTDIALOG_TIMEZONE must be the name of a time zone such as Europe/Berlin "
    "(it is 'Europe/Lautern').",
    "SENDS_PER_SECOND": "STADTDIALOG_SENDS_PER_SECOND must be a number from 0 (no limit) to 1000 "
    "(it is '-1').",
    "SLOTS": "STADTDIALOG_SLOTS must be a number from 1 to 100 (it is '0').",
    "ALLOW_PAID_BROADCAST": "STADTDIALOG_ALLOW_PAID_BROADCAST must be true or false (it is 'perhaps').",
    "TRUSTED_PROXIES": "STADTDIALOG_TRUSTED_PROXIES must be networks separated by commas, such as 127.0.0.1, "
    "10.0.0.0/8 (it is '127.0.0.1, everybody').",
    "QUIET_HOURS": "STADTDIALOG_QUIET_HOURS must be two times of day such as 20-8 or 21:30-7, or none "
    "(it is '20-25').",
    "FOUR_EYES_FROM": "STADTDIALOG_FOUR_EYES_FROM must be a number of people, 0 for always (it is '-1').",
    "LOG_FORMAT": "STADTDIALOG_LOG_FORMAT must be text or json (it is 'xml').",
    "METRICS_TOKEN": "STADTDIALOG_METRICS_TOKEN must be 16 to 256 letters, digits and signs without blanks.",
    "ALARM_WEBHOOK": "STADTDIALOG_ALARM_WEBHOOK must be an https address that takes JSON.",
}


def given(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"STADTDIALOG_{name}", value)


def refusal() -> str:
    with pytest.raises(WrongSetting) as caught:
        read_settings()
    return str(caught.value)


def test_a_town_runs_without_any_setting(tmp_path: Path) -> None:
    settings = read_settings()
    assert settings.data_dir == tmp_path / "var"
    assert settings.database_url.get_secret_value() == f"sqlite:///{tmp_path}/var/stadtdialog.sqlite"
    assert settings.key_file == tmp_path / "var" / "key"
    assert settings.timezone == ZoneInfo("Europe/Berlin")
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8080, None)
    assert (settings.telegram_token, settings.telegram_api) == (None, "https://api.telegram.org")
    assert (settings.intake, settings.sends_per_second, settings.slots) == ("polling", 30, 8)
    assert not settings.allow_paid_broadcast
    assert (settings.trusted_proxies, settings.log_format) == ((), "text")


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    given(
        monkeypatch,
        DATA_DIR="/srv/stadt",
        DATABASE_URL="postgresql://anna:geheim@localhost/stadt",
        KEY_FILE="/srv/key",
        TELEGRAM_TOKEN=TOKEN,
        TELEGRAM_API="http://localhost:8081/",
        INTAKE="webhook",
        WEBHOOK_URL="https://dialog.example.org/telegram",
        WEBHOOK_SECRET="kaum-zu_raten",
        HOST=EVERYWHERE,
        PORT="80",
        PUBLIC_URL="https://dialog.example.org/",
        TIMEZONE="Europe/Vienna",
        SENDS_PER_SECOND="0",
        SLOTS="3",
        ALLOW_PAID_BROADCAST="true",
        TRUSTED_PROXIES="127.0.0.1, 10.0.0.0/8,::1",
        QUIET_HOURS="21:30-7",
        FOUR_EYES_FROM="0",
        LOG_FORMAT="json",
        METRICS_TOKEN="sechzehn-zeichen",
        ALARM_WEBHOOK="https://chat.example.org/hooks/geheim?sig=geheim",
    )
    settings = read_settings()
    assert settings.key_file == Path("/srv/key")
    assert settings.database_url.get_secret_value() == "postgresql://anna:geheim@localhost/stadt"
    assert settings.telegram_api == "http://localhost:8081"
    assert settings.public_url == "https://dialog.example.org"
    assert (settings.quiet_hours.starts, settings.quiet_hours.ends) == (21 * 60 + 30, 7 * 60)
    assert datetime(2024, 7, 1, tzinfo=UTC).astimezone(settings.timezone).hour == 2
    assert settings.trusted_proxies == tuple(map(ip_network, ("127.0.0.1/32", "10.0.0.0/8", "::1/128")))
    assert settings.model_fields_set == set(Settings.model_fields)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_told_in_one_sentence_without_a_secret(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    given(monkeypatch, **{name: WRONG[name]})
    told = refusal()
    assert told == SENTENCES[name]
    assert "geheim" not in told


def test_every_setting_but_the_paths_has_a_story_of_a_wrong_value() -> None:
    assert {name.upper() for name in Settings.model_fields} - {"DATA_DIR", "KEY_FILE"} == set(WRONG)


def test_an_empty_variable_is_as_if_it_were_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **dict.fromkeys(WRONG, ""))
    assert read_settings() == Settings()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("TELEGRAM_TOKN", "did you mean STADTDIALOG_TELEGRAM_TOKEN?"),
        ("PORT_FILE", "did you mean STADTDIALOG_PORT?"),
        ("QUESTIONS", "all settings stand in .env.example."),
    ],
)
def test_an_unknown_setting_is_refused_with_the_nearest_name(
    monkeypatch: pytest.MonkeyPatch, name: str, hint: str
) -> None:
    given(monkeypatch, **{name: "1"})
    assert refusal() == f"STADTDIALOG_{name} is not a setting; {hint}"


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "postgresql://localhost", "stadt"]
)
def test_a_database_is_a_file_or_a_named_one_on_a_server(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    given(monkeypatch, DATABASE_URL=url)
    assert refusal() == SENTENCES["DATABASE_URL"]


@pytest.mark.parametrize(
    "address", ["http://dialog.example.org", "https://anna@example.org", "https://a:99999"]
)
def test_people_come_by_https(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    given(monkeypatch, PUBLIC_URL=address)
    assert refusal().startswith("STADTDIALOG_PUBLIC_URL must be an https address")


def test_on_this_machine_http_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, PUBLIC_URL="http://localhost:8080", HOST="::1")
    assert read_settings().public_url == "http://localhost:8080"


@pytest.mark.parametrize("public", ["", "http://localhost:8080"])
def test_other_machines_are_let_in_by_https_only(monkeypatch: pytest.MonkeyPatch, public: str) -> None:
    given(monkeypatch, HOST=EVERYWHERE, PUBLIC_URL=public)
    assert refusal() == (
        "STADTDIALOG_HOST=0.0.0.0 is open to other machines, where browsers keep no sign-in over plain http: "
        "set STADTDIALOG_PUBLIC_URL to the https address people use."
    )


@pytest.mark.parametrize("missing", ["TELEGRAM_TOKEN", "WEBHOOK_URL", "WEBHOOK_SECRET"])
def test_a_webhook_needs_token_address_and_secret(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    there = {
        "TELEGRAM_TOKEN": TOKEN,
        "WEBHOOK_URL": "https://dialog.example.org/telegram",
        "WEBHOOK_SECRET": "kaum-zu_raten",
    }
    given(monkeypatch, INTAKE="webhook", **{name: value for name, value in there.items() if name != missing})
    assert refusal() == f"STADTDIALOG_INTAKE=webhook needs STADTDIALOG_{missing}."


@pytest.mark.parametrize("name", [name.upper() for name in SECRETS])
def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    right = {
        "DATABASE_URL": "postgresql://anna:geheim@localhost/stadt",
        "TELEGRAM_TOKEN": TOKEN,
        "WEBHOOK_SECRET": "kaum-zu_raten",
        "METRICS_TOKEN": "sechzehn-zeichen",
        "ALARM_WEBHOOK": "http://127.0.0.1:8065/hooks/geheim",
    }
    (tmp_path / "secret").write_text(f"{right[name]}\n")
    given(monkeypatch, **{f"{name}_FILE": str(tmp_path / "secret")})
    assert getattr(read_settings(), name.lower()).get_secret_value() == right[name]


def test_an_empty_secret_file_is_as_if_nothing_were_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret").touch()
    given(monkeypatch, TELEGRAM_TOKEN_FILE=str(tmp_path / "secret"))
    assert read_settings().telegram_token is None


def test_a_secret_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(TOKEN)
    given(monkeypatch, TELEGRAM_TOKEN=TOKEN, TELEGRAM_TOKEN_FILE=str(tmp_path / "secret"))
    assert refusal() == (
        "STADTDIALOG_TELEGRAM_TOKEN and STADTDIALOG_TELEGRAM_TOKEN_FILE are both set; please keep one."
    )


def test_a_secret_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    given(monkeypatch, TELEGRAM_TOKEN_FILE=str(path))
    sentence = f"STADTDIALOG_TELEGRAM_TOKEN_FILE: the file {path} cannot be read "
    assert refusal() == f"{sentence}(No such file or directory)."
    path.write_bytes(b"\xff\xfe")
    assert refusal() == f"{sentence}(it is not text)."


def test_settings_may_stand_in_a_file_beside_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        "# Our town\nHTTPS_PROXY=http://proxy\nSTADTDIALOG_PORT=81\nSTADTDIALOG_SLOTS=2\n"
    )
    given(monkeypatch, PORT="82")
    settings = read_settings()
    assert (settings.port, settings.slots) == (82, 2)


def test_an_unknown_name_in_the_file_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("STADTDIALOG_PRT=81\n")
    assert refusal() == "STADTDIALOG_PRT is not a setting; did you mean STADTDIALOG_PORT?"


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"STADTDIALOG_PORT=\xff\n")
    assert refusal() == f"The file {tmp_path}/.env cannot be read."


def test_no_secret_shows_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TELEGRAM_TOKEN=TOKEN, DATABASE_URL="postgresql://anna:geheim@localhost/stadt")
    printed = repr(read_settings())
    assert TOKEN not in printed
    assert "geheim" not in printed


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.3.2.1", True), ("[::1]", True), ("LOCALHOST.", True), (EVERYWHERE, False)],
)
def test_which_hosts_are_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_the_example_names_every_setting_once_and_no_other() -> None:
    named = re.findall(r"^#?(STADTDIALOG_[A-Z_]+)=", read(".env.example"), re.MULTILINE)
    expected = [variable(name) for name in Settings.model_fields]
    expected += [f"{variable(name)}_FILE" for name in SECRETS]
    assert sorted(named) == sorted(expected)


def test_the_example_can_be_used_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(read(".env.example"))
    assert read_settings() == Settings()


def test_the_example_explains_with_the_defaults_and_with_values_that_are_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    examples = dict(re.findall(r"^#(STADTDIALOG_[A-Z_]+)=(.+)$", read(".env.example"), re.MULTILINE))
    for name, value in examples.items():
        if not name.endswith("_FILE") or name == "STADTDIALOG_KEY_FILE":
            monkeypatch.setenv(name, value)
    settings = read_settings()
    for name, field in Settings.model_fields.items():
        if (
            field.default is not None
            and field.default_factory is None
            and name not in ("trusted_proxies", "data_dir")
        ):
            assert getattr(settings, name) == field.default
