"""Anybody who takes part; no voting right is needed."""

from dataclasses import dataclass
from datetime import date

NOTICE_VERSION = 1
"""Version of the privacy notice; a higher one is shown to everybody once more."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """Who is talking to us: only a number, a language, and which privacy notice was read."""

    id: int
    language: str = "de"
    notice: int = 0
    data_day: date | None = None
    """The last day on which this person asked for all data about himself, and how often on that day."""
    data_count: int = 0

    @property
    def has_read_notice(self) -> bool:
        """Whether the present privacy notice was read."""
        return self.notice >= NOTICE_VERSION
