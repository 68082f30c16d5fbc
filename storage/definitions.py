"""Published items as JSON and back: the city's plain values, checked strictly on the way in."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dialogs.city.event import Event
from dialogs.city.guideline import Guideline
from dialogs.city.project import Project
from dialogs.city.survey import Survey

Definition = Project | Guideline | Survey | Event

KINDS: dict[str, type[Definition]] = {
    "project": Project,
    "guideline": Guideline,
    "survey": Survey,
    "event": Event,
}


@cache
def adapter(kind: str) -> TypeAdapter[Any]:
    """Reads and writes one kind of item."""
    return TypeAdapter(KINDS[kind])


def dump(definition: Definition) -> str:
    """The definition as JSON, without fields that hold their default."""
    kind = next(name for name, of in KINDS.items() if isinstance(definition, of))
    return adapter(kind).dump_json(definition, exclude_defaults=True).decode()


def load(kind: str, body: str) -> Any:
    """The definition of that kind. Raises pydantic's ValidationError for anything else."""
    return adapter(kind).validate_json(body)


def try_load(kind: str, body: str) -> Any | None:
    """The same, but None for what cannot be read: it must not keep anybody from the rest."""
    try:
        return load(kind, body)
    except ValidationError:
        return None
