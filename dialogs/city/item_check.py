"""What holds for everything that has a link and a window: its short name, its beginning and end."""

import re
from datetime import datetime

from dialogs.city.periods import FEWEST_KEEP_DAYS, MOST_KEEP_DAYS
from dialogs.city.questions.kind import Problem
from dialogs.text import staff

EARLIEST_YEAR, LATEST_YEAR = 2000, 2199
"""Years a window may lie in: anything else is a slip of the keyboard."""

_SLUG = re.compile(r"[a-z0-9-]{1,40}")


def check_slug(slug: str) -> list[Problem]:
    """That a slug can stand in links and on buttons."""
    if _SLUG.fullmatch(slug):
        return []
    return [
        Problem(("slug",), staff("Der Kurzname braucht 1 bis 40 Zeichen aus a–z, 0–9 und dem Bindestrich."))
    ]


def check_keeping(days: int) -> list[Problem]:
    """That the period after the end is one."""
    if FEWEST_KEEP_DAYS <= days <= MOST_KEEP_DAYS:
        return []
    sentence = staff(
        "Möglich sind {least} bis {most} Tage.", least=FEWEST_KEEP_DAYS, most=str(MOST_KEEP_DAYS)
    )
    return [Problem(("keep_days",), sentence)]


def check_window(opens: datetime | None, closes: datetime | None) -> list[Problem]:
    """That beginning and end lie in our time, and in this order."""
    found = check_years(opens=opens, closes=closes)
    if not found and opens and closes and closes <= opens:
        found.append(Problem(("closes",), staff("Das Ende liegt nicht nach dem Beginn.")))
    return found


def check_years(**moments: datetime | None) -> list[Problem]:
    """That moments, by the names of their fields, lie in our time."""
    return [
        Problem((name,), staff("Das Jahr {year} kann nicht stimmen.", year=str(moment.year)))
        for name, moment in moments.items()
        if moment is not None and not EARLIEST_YEAR <= moment.year <= LATEST_YEAR
    ]
