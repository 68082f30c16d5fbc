"""Settings from the environment and from a file .env; a wrong one is told in one sentence that names it."""

import os
import re
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from dialogs.city.quiet import QuietHours, read_hours

PREFIX = "STADTDIALOG_"
ENV_FILE = ".env"
"""Read from the folder the program is started in; the environment wins."""

SECRETS = ("database_url", "telegram_token", "webhook_secret", "metrics_token", "alarm_webhook")
"""What may also be given as NAME_FILE, and is never repeated in a sentence."""

LONGEST_FILE = 16_384
"""Bytes; a file larger than this is not a secret but a mistake."""

HOOK = "/telegram"
"""Where updates are received; the end of the webhook's address."""

Network = IPv4Network | IPv6Network


class WrongSetting(Exception):
    """A setting is wrong; the text is one sentence for the operator and holds no secret."""


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.rstrip(".").lower() == "localhost"


def _database(url: SecretStr) -> SecretStr:
    address = url.get_secret_value()
    if address.startswith("sqlite:///"):
        named = address.removeprefix("sqlite:///").strip("/") not in ("", ":memory:")
    else:
        parts = urlsplit(address)
        named = parts.scheme == "postgresql" and bool(parts.path.strip("/")) and parts.port != 0
    if not named:
        raise ValueError("no database")
    return url


def _web_address(address: str) -> str:
    """An http or https address without user, query or fragment. Raises ValueError for anything else."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("no web address")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("more than an address")
    return address.rstrip("/")


def _safe_address(address: str) -> str:
    """An address that is https, or http on this machine: browsers and Telegram accept nothing else."""
    parts = urlsplit(_web_address(address))
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError("plain http")
    return address.rstrip("/")


def _bell(address: SecretStr) -> SecretStr:
    """An address as chat programs give it out: its path and query are the secret."""
    parts = urlsplit(address.get_secret_value())
    _safe_address(parts._replace(query="").geturl())
    return address


def _site(address: str) -> str:
    if urlsplit(_safe_address(address)).path.strip("/"):
        raise ValueError("a path")
    return address.rstrip("/")


def _hook(address: str) -> str:
    if not _safe_address(address).endswith(HOOK):
        raise ValueError("another path")
    return address.rstrip("/")


def _split(networks: object) -> object:
    if not isinstance(networks, str):
        return networks
    return tuple(ip_network(part.strip()) for part in networks.split(",") if part.strip())


def _quiet(hours: object) -> object:
    if not isinstance(hours, str):
        return hours
    found = read_hours(hours)
    if found is None:
        raise ValueError("no hours")
    return found


def _in_data_dir(name: str, prefix: str = "") -> Any:
    """A default that lies in the data folder."""
    return lambda given: f"{prefix}{given['data_dir'] / name}"


def _matches(pattern: str) -> AfterValidator:
    """Checks a secret's form without ever repeating the secret."""

    def check(secret: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, secret.get_secret_value(), re.ASCII):
            raise ValueError("not of this form")
        return secret

    return AfterValidator(check)


class Settings(BaseSettings):
    """All settings; a field's description ends the sentence "… must be" that answers a wrong value."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        dotenv_filtering="match_prefix",
        extra="forbid",
        frozen=True,
        validate_default=True,
    )

    data_dir: Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())] = Field(
        default=Path("var"), description="a folder"
    )
    database_url: Annotated[SecretStr, AfterValidator(_database)] = Field(
        default_factory=_in_data_dir("stadtdialog.sqlite", "sqlite:///"),
        description="sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME",
    )
    key_file: Path = Field(default_factory=_in_data_dir("key"), description="the path of a file")
    timezone: ZoneInfo = Field(
        default=ZoneInfo("Europe/Berlin"), description="the name of a time zone such as Europe/Berlin"
    )
    quiet_hours: Annotated[QuietHours, NoDecode, BeforeValidator(_quiet)] = Field(
        default=QuietHours(), description="two times of day such as 20-8 or 21:30-7, or none"
    )
    log_format: Literal["text", "json"] = Field(default="text", description="text or json")

    telegram_token: Annotated[SecretStr, _matches(r"\d{6,20}:[A-Za-z0-9_-]{30,100}")] | None = Field(
        default=None, description="a bot's token: digits, a colon, and 30 or more letters, digits, - and _"
    )
    telegram_api: Annotated[str, AfterValidator(_web_address)] = Field(
        default="https://api.telegram.org", description="the web address of a Bot API server"
    )
    intake: Literal["polling", "webhook"] = Field(default="polling", description="polling or webhook")
    webhook_url: Annotated[str, AfterValidator(_hook)] | None = Field(
        default=None,
        description="an https address that ends in /telegram, such as https://dialog.example.org/telegram",
    )
    webhook_secret: Annotated[SecretStr, _matches(r"[A-Za-z0-9_-]{1,256}")] | None = Field(
        default=None, description="1 to 256 letters, digits, - and _"
    )
    sends_per_second: float = Field(
        default=30, ge=0, le=1000, allow_inf_nan=False, description="a number from 0 (no limit) to 1000"
    )
    slots: int = Field(default=8, ge=1, le=100, description="a number from 1 to 100")
    allow_paid_broadcast: bool = Field(default=False, description="true or false")

    four_eyes_from: int = Field(default=100, ge=0, description="a number of people, 0 for always")

    host: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:-]+$")] = Field(
        default="127.0.0.1", description="an address of this machine such as 127.0.0.1"
    )
    port: int = Field(default=8080, ge=1, le=65535, description="a number from 1 to 65535")
    public_url: Annotated[str, AfterValidator(_site)] | None = Field(
        default=None, description="an https address without a path, such as https://dialog.example.org"
    )
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_split)] = Field(
        default=(), description="networks separated by commas, such as 127.0.0.1, 10.0.0.0/8"
    )
    metrics_token: Annotated[SecretStr, _matches(r"[!-~]{16,256}")] | None = Field(
        default=None, description="16 to 256 letters, digits and signs without blanks"
    )
    alarm_webhook: Annotated[SecretStr, AfterValidator(_bell)] | None = Field(
        default=None, description="an https address that takes JSON"
    )

    @model_validator(mode="after")
    def _fit_together(self) -> "Settings":
        if self.intake == "webhook":
            for name in ("telegram_token", "webhook_url", "webhook_secret"):
                if getattr(self, name) is None:
                    raise ValueError(f"{variable('intake')}=webhook needs {variable(name)}.")
        if not is_loopback(self.host) and not (self.public_url or "").startswith("https://"):
            raise ValueError(
                f"{variable('host')}={self.host} is open to other machines, where browsers keep no sign-in "
                f"over plain http: set {variable('public_url')} to the https address people use."
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, then .env, then the files that NAME_FILE points at."""
        secrets = InitSettingsSource(settings_cls, _read_secrets(_given()))
        return init_settings, env_settings, dotenv_settings, secrets


def variable(field: str) -> str:
    """The environment variable of a field."""
    return PREFIX + field.upper()


def read_settings() -> Settings:
    """The settings. Raises WrongSetting with a sentence for the first mistake there is."""
    try:
        return Settings()
    except ValidationError as error:
        raise WrongSetting(_sentence(error)) from None
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(f"The file {Path(ENV_FILE).absolute()} cannot be read.") from None


def _given() -> dict[str, str]:
    """All our variables that are set, by field name. Raises WrongSetting for one we do not have."""
    everything = {**dotenv_values(ENV_FILE, encoding="utf-8"), **os.environ}
    given = {
        name.upper().removeprefix(PREFIX).lower(): value
        for name, value in everything.items()
        if name.upper().startswith(PREFIX) and value
    }
    known = [*Settings.model_fields, *(f"{name}_file" for name in SECRETS)]
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {variable(near[0])}?" if near else "all settings stand in .env.example."
            raise WrongSetting(f"{variable(name)} is not a setting; {hint}")
    return given


def _read_secrets(given: dict[str, str]) -> dict[str, Any]:
    """What stands in the files that NAME_FILE points at; an empty file is as if nothing were set."""
    secrets: dict[str, Any] = {}
    for name in SECRETS:
        path = given.get(f"{name}_file")
        if path is None:
            continue
        if name in given:
            raise WrongSetting(f"{variable(name)} and {variable(name)}_FILE are both set; please keep one.")
        try:
            with Path(path).open("rb") as file:
                secret = file.read(LONGEST_FILE).decode().strip()
        except OSError as error:
            why = error.strerror
        except UnicodeDecodeError:
            why = "it is not text"
        else:
            secrets |= {name: secret} if secret else {}
            continue
        raise WrongSetting(f"{variable(name)}_FILE: the file {path} cannot be read ({why}).")
    return secrets


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    if not first["loc"]:
        return str(first["ctx"]["error"])
    name = str(first["loc"][0])
    must_be = Settings.model_fields[name].description
    value = "" if name in SECRETS else f" (it is {str(first['input'])!r})"
    return f"{variable(name)} must be {must_be}{value}."
