"""What is said of each column: the purpose, the legal basis, the period (in German, as it is shown)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Basis(StrEnum):
    """On what ground something may be kept."""

    NOTHING_PERSONAL = "keine Daten über Personen"
    TASK = "öffentliche Aufgabe (Art. 6 Abs. 1 Buchst. e DSGVO mit dem Landesdatenschutzgesetz)"
    SECURITY = "Sicherheit der Verarbeitung (Art. 6 Abs. 1 Buchst. e und Art. 32 DSGVO)"
    CONSENT = "Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO)"
    STAFF = "Dienstverhältnis (Art. 88 DSGVO mit dem Landesdatenschutzgesetz)"


@dataclass(frozen=True, slots=True)
class Entry:
    """Some columns of one table that are kept for the same reason and as long as each other."""

    columns: str
    """Names, with blanks between them."""
    purpose: str
    basis: Basis
    kept: str


def say_period(period: timedelta) -> str:
    """A period as people read it."""
    hours = int(period.total_seconds() // 3600)
    if hours > 24:
        return f"{period.days} Tage"
    return f"{hours} Stunden" if hours > 1 else "1 Stunde"
