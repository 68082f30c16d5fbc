"""A rule said no: a value that holds the sentence for the person."""

from dataclasses import dataclass

from dialogs.text import Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not possible, said kindly and with a way on."""

    sentence: Text
