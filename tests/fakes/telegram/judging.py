"""Judges every call by an independent description of the Bot API, the models of aiogram.

A call must have all the required parameters with the right types, none that the API does not know
at any depth, none that is out of use, and must keep the limits of `rules`.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import aiogram.methods
from aiogram.methods.base import TelegramMethod
from aiogram.types import BufferedInputFile
from pydantic import BaseModel, ValidationError

from .reading import Call, Upload
from .rules import broken_rules


@cache
def models() -> dict[str, type[TelegramMethod[Any]]]:
    """Find the model of each method by the method's name."""
    found = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    return {
        model.__api_method__: model
        for model in found
        if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
    }


def judge(call: Call) -> list[str]:
    """List everything that is wrong with a call; empty if Telegram would understand it."""
    model = models()[call.method]
    try:
        if call.typed:
            seen = model.model_validate_json(call.raw or b"{}", strict=True)
        else:
            seen = model.model_validate(_with_files(call))
    except ValidationError as error:
        return [f"{_place(problem['loc'])}: {problem['msg']}" for problem in error.errors()]
    return [*_unknown(seen, ""), *_out_of_use(seen), *broken_rules(call)]


def _with_files(call: Call) -> dict[str, Any]:
    return {
        name: BufferedInputFile(value.content, value.name) if isinstance(value, Upload) else value
        for name, value in call.parameters.items()
    }


def _unknown(value: object, path: str) -> Iterator[str]:
    """Find parameters and fields, at any depth, that the Bot API does not have."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or ():
            yield f"{path}{name}: unknown"
        for name in value.model_fields_set & type(value).model_fields.keys():
            yield from _unknown(getattr(value, name), f"{path}{name}.")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _unknown(item, f"{path}{position}.")


def _out_of_use(seen: BaseModel) -> Iterator[str]:
    for name in seen.model_fields_set:
        described = type(seen).model_fields.get(name)
        told = described.json_schema_extra if described is not None else None
        if isinstance(told, dict) and told.get("deprecated"):
            yield f"{name}: out of use"


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "call"
