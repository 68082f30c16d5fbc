"""The register's part about events and about what citizens want to be told."""

from collections.abc import Mapping

from dialogs.city.periods import KEEP_DAYS
from storage.privacy_entry import Basis, Entry

_COMING = f"bis zur Abmeldung oder zum Verlangen der Löschung, höchstens {KEEP_DAYS} Tage nach dem Termin"
_TOLD = "bis die Person es abbestellt oder die Löschung verlangt"
_EVENT = "solange der Termin besteht"

_NONE, _TASK, _CONSENT = Basis.NOTHING_PERSONAL, Basis.TASK, Basis.CONSENT

EVENTS: Mapping[str, tuple[Entry, ...]] = {
    "signups": (
        Entry(
            "id citizen item seated",
            "wer zu einem Termin kommen möchte, in welcher Reihenfolge",
            _TASK,
            _COMING,
        ),
        Entry("day", "Tag der Anmeldung, ohne Uhrzeit", _TASK, _COMING),
    ),
    "attendances": (
        Entry("citizen item", "wer da war und das Protokoll bekommen soll", _TASK, _COMING),
        Entry("day", "Tag des Besuchs, ohne Uhrzeit", _TASK, _COMING),
    ),
    "entrances": (Entry("item code", "Code, der am Eingang eines Termins hängt", _NONE, _EVENT),),
    "subscriptions": (
        Entry("citizen topic", "wovon jemand Neues erfahren möchte", _CONSENT, _TOLD),
        Entry("day", "Tag der Bestellung, ohne Uhrzeit", _CONSENT, _TOLD),
    ),
    "preferences": (
        Entry("citizen rhythm", "wie oft jemand Neues erfahren möchte", _CONSENT, _TOLD),
        Entry("quiet_from quiet_until", "wann jemand keine Nachrichten möchte", _CONSENT, _TOLD),
    ),
    "rounds": (
        Entry("item kind day reached through", "welche Erinnerungen schon verschickt sind", _NONE, _EVENT),
    ),
}
