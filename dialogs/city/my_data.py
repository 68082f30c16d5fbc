"""Everything we know of a person, for that person: how often, and in which forms."""

from datetime import date
from enum import StrEnum

from dialogs.city.citizen import Citizen

MOST_A_DAY = 5
"""Making it is costly, and whoever has somebody else's phone in hand should not get it without end."""


class File(StrEnum):
    """A form in which people get their data; it is made when it is sent or fetched, and never stored."""

    PAGE = "html"
    DATA = "json"


def next_request(citizen: Citizen, today: date) -> int:
    """The number a request would have among those of this day, from 1."""
    return citizen.data_count + 1 if citizen.data_day == today else 1


def may_request(citizen: Citizen, today: date) -> bool:
    """Whether one more request is answered today."""
    return next_request(citizen, today) <= MOST_A_DAY
