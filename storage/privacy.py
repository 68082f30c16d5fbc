"""The register of processing: why each column is kept, on what legal basis, and for how long (in German).

A test fails for a column without an entry. The texts are what the city's own register and deletion concept
are made from; only the city's name and officer are missing in them.
"""

from collections.abc import Mapping

from dialogs.city.periods import KEEP_DAYS
from storage import retention
from storage.privacy_entry import Basis, Entry, say_period
from storage.privacy_events import EVENTS
from storage.privacy_office import BROADCASTS, MACHINERY, OFFICE

__all__ = ["REGISTER", "Basis", "Entry", "find_entry"]


_LIFE = "bis die Person ihre Verbindung löst oder die Löschung verlangt"
_STRANGER = f"{_LIFE}; ohne bestätigten Datenschutzhinweis {say_period(retention.STRANGERS)}"
_INBOX = say_period(retention.INBOX_KEYS)
_OUTBOX = f"{say_period(retention.OUTBOX_ROWS)} nach dem Ende der Zustellung"
_PERIOD = (
    f"{KEEP_DAYS} Tage nach dem Ende, wenn in der Umfrage oder Leitlinie nichts anderes steht (keep_days)"
)
_ANSWERS = f"bis die Person die Löschung verlangt; {_PERIOD} ohne jede Verbindung zu ihr"
_OPINIONS = _ANSWERS
_PART = f"bis die Person die Löschung verlangt, höchstens {_PERIOD}"
_COMMENTS = f"{_OPINIONS}; nicht abgegebene {say_period(retention.UNFINISHED)} nach der letzten Änderung"
_PUBLISHED = "solange die Stadt das Verfahren dokumentiert"

_WISH = f"bis die Person den Wunsch zurücknimmt oder die Löschung verlangt, höchstens {_PERIOD}"
_NOTIFIED = f"{say_period(retention.NOTIFICATIONS)} nach der Mitteilung"

_NONE, _TASK, _CONSENT = Basis.NOTHING_PERSONAL, Basis.TASK, Basis.CONSENT
_SECURITY, _STAFF = Basis.SECURITY, Basis.STAFF

_PEOPLE: Mapping[str, tuple[Entry, ...]] = {
    "citizens": (
        Entry("id", "innere Nummer, unter der das Programm eine Person wiedererkennt", _TASK, _STRANGER),
        Entry(
            "channel address",
            "Weg und Adresse, unter der wir antworten (Chat-Nummer oder Cookie)",
            _TASK,
            _STRANGER,
        ),
        Entry("language", "Sprache, in der wir antworten", _TASK, _STRANGER),
        Entry("notice", "welcher Datenschutzhinweis gelesen wurde", _TASK, _STRANGER),
        Entry("place", "wo das Gespräch steht, damit es weitergehen kann", _TASK, _STRANGER),
        Entry("minute inputs", "Grenze für sehr viele Eingaben in einer Minute", _SECURITY, _STRANGER),
        Entry(
            "last_message", "Nummer unserer letzten Nachricht, um sie ersetzen zu können", _TASK, _STRANGER
        ),
        Entry("reachable", "ob die Person Nachrichten haben möchte und bekommen kann", _TASK, _STRANGER),
        Entry("met", "Beginn, um Fremde ohne Hinweis rechtzeitig zu löschen", _TASK, _STRANGER),
        Entry("data_day data_count", "Grenze für Auskünfte an einem Tag", _SECURITY, _STRANGER),
    ),
    "participation": (
        Entry("citizen item", "dass jemand an einer Umfrage teilnimmt, ohne die Antworten", _TASK, _PART),
        Entry("version state day", "Fassung, Stand und Tag, um weitermachen zu können", _TASK, _PART),
    ),
    "runs": (
        Entry("item pseudonym", "eine Teilnahme unter einem Pseudonym", _TASK, _ANSWERS),
        Entry("version state", "Fassung und Stand der Teilnahme", _TASK, _ANSWERS),
        Entry("receipt", "Quittung, mit der jede Person ihre Teilnahme nachweisen kann", _TASK, _ANSWERS),
        Entry("channel language", "Auswertung nach Weg und Sprache", _TASK, _ANSWERS),
        Entry("started handed_in", "Tag des Beginns und der Abgabe, ohne Uhrzeit", _TASK, _ANSWERS),
    ),
    "answers": (
        Entry("id item pseudonym question", "wozu eine Antwort gehört, unter Pseudonym", _TASK, _ANSWERS),
        Entry("revision counted", "welche Fassung einer Antwort zählt", _TASK, _ANSWERS),
        Entry("kind value category", "die Antwort und wie sie gezählt wird", _TASK, _ANSWERS),
        Entry("raw", "die Eingabe, wie sie kam, um Fehler beim Verstehen zu finden", _TASK, _ANSWERS),
        Entry("folded", "Suche in den Texten", _TASK, _ANSWERS),
        Entry("day", "Tag der Antwort, ohne Uhrzeit", _TASK, _ANSWERS),
    ),
}

_OPINION: Mapping[str, tuple[Entry, ...]] = {
    "readings": (
        Entry("item pseudonym section version", "welcher Abschnitt gelesen wurde", _TASK, _OPINIONS),
        Entry("nth", "wo das Lesen weitergeht", _TASK, _OPINIONS),
        Entry("day", "Tag des Lesens, ohne Uhrzeit", _TASK, _OPINIONS),
    ),
    "votes": (
        Entry("item section pseudonym", "wozu eine Stimme gehört, unter Pseudonym", _TASK, _OPINIONS),
        Entry("version value", "die Stimme und die Fassung, für die sie gilt", _TASK, _OPINIONS),
        Entry("day", "Tag der Stimme, ohne Uhrzeit", _TASK, _OPINIONS),
    ),
    "comments": (
        Entry(
            "id citizen",
            "von wem eine Anregung kommt (innere Nummer), damit die Stadt antworten kann",
            _TASK,
            _COMMENTS,
        ),
        Entry("item section version", "wozu eine Anregung gehört", _TASK, _COMMENTS),
        Entry("state", "ob eine Anregung abgegeben ist", _TASK, _COMMENTS),
        Entry("replaces", "welche eigene Anregung geändert wird", _TASK, _COMMENTS),
        Entry("receipt", "Quittung, mit der jede Person ihre Anregung wiederfindet", _TASK, _COMMENTS),
        Entry("channel language", "Auswertung nach Weg und Sprache", _TASK, _COMMENTS),
        Entry("kind", "ob es eine Anregung oder ein Formulierungsvorschlag ist", _TASK, _COMMENTS),
        Entry("visibility moderation", "ob andere die Anregung lesen dürfen", _TASK, _COMMENTS),
        Entry("arrived", "in welcher Reihenfolge die Moderation sie prüft", _TASK, _COMMENTS),
        Entry("status", "was die Stadt aus der Anregung macht", _TASK, _COMMENTS),
        Entry("day", "Tag der letzten Änderung oder der Abgabe, ohne Uhrzeit", _TASK, _COMMENTS),
    ),
    "comment_parts": (
        Entry("comment number words", "die Anregung, Nachricht für Nachricht", _TASK, _COMMENTS),
        Entry("folded", "Suche in den Texten", _TASK, _COMMENTS),
    ),
    "supports": (
        Entry(
            "comment pseudonym", "dass jemand eine Anregung auch so sieht, unter Pseudonym", _TASK, _OPINIONS
        ),
        Entry("day", "Tag der Zustimmung, ohne Uhrzeit", _TASK, _OPINIONS),
    ),
    "objections": (
        Entry("ruling day", "dass die Person der Entscheidung widerspricht", _TASK, _COMMENTS),
        Entry("outcome decided", "wie und wann darüber entschieden ist", _TASK, _COMMENTS),
        Entry("staff", "wer darüber entschieden hat", _STAFF, _COMMENTS),
    ),
    "wishes": (
        Entry("citizen item kind", "woran jemand erinnert werden möchte", _CONSENT, _WISH),
        Entry("day", "Tag des Wunsches, ohne Uhrzeit", _CONSENT, _WISH),
    ),
}

_ANSWERED: Mapping[str, tuple[Entry, ...]] = {
    "house_rules": (Entry("id position body withdrawn", "Hausregeln der Moderation", _NONE, _PUBLISHED),),
    "rulings": (
        Entry(
            "id comment verdict before after rule note at",
            "was die Moderation wann entschieden hat und warum",
            _TASK,
            _COMMENTS,
        ),
        Entry("staff", "wer entschieden hat", _STAFF, _COMMENTS),
    ),
    "decisions": (
        Entry(
            "id comment status reason at",
            "was die Stadt wann zu einer Anregung entschieden hat",
            _TASK,
            _COMMENTS,
        ),
        Entry("staff", "wer geantwortet hat", _STAFF, _COMMENTS),
    ),
    "notifications": (
        Entry("id citizen kind subject version", "was einer Person noch mitzuteilen ist", _TASK, _NOTIFIED),
        Entry("rank created due told fate", "wann es mitzuteilen war und mitgeteilt ist", _TASK, _NOTIFIED),
    ),
}

_MESSAGES: Mapping[str, tuple[Entry, ...]] = {
    "inbox": (
        Entry("id channel arrived", "Reihenfolge der Eingaben", _TASK, _INBOX),
        Entry("key", "erkennt Wiederholungen derselben Eingabe", _SECURITY, _INBOX),
        Entry("who", "Reihenfolge je Person", _TASK, _INBOX),
        Entry(
            "body",
            "die Eingabe selbst, bis sie verarbeitet ist",
            _TASK,
            f"bis zur Verarbeitung, höchstens {say_period(retention.INBOX_BODIES)}",
        ),
        Entry("heard fate", "was aus der Eingabe wurde", _TASK, _INBOX),
    ),
    "outbox": (
        Entry("id citizen channel address", "an wen eine Nachricht geht", _TASK, _OUTBOX),
        Entry(
            "body", "die Nachricht selbst", _TASK, "bis sie zugestellt ist; auf der Webseite bis zur nächsten"
        ),
        Entry("rank cause edits callback topic", "Reihenfolge und Anlass der Nachricht", _TASK, _OUTBOX),
        Entry("parts calls state reason tries doubts owner", "Stand der Zustellung", _TASK, _OUTBOX),
        Entry("due created done expires", "Zeiten der Zustellung", _TASK, _OUTBOX),
        Entry(
            "broadcast edition message",
            "zu welcher Ankündigung sie gehört, um Fehler darin berichtigen zu können",
            _CONSENT,
            _OUTBOX,
        ),
    ),
    "throttles": (
        Entry(
            "source began count",
            "Schutz vor massenhaften Versuchen; die Quelle ist nur verschlüsselt gespeichert",
            _SECURITY,
            say_period(retention.THROTTLES),
        ),
    ),
}

_CITY: Mapping[str, tuple[Entry, ...]] = {
    "items": (
        Entry("id kind slug closed over", "was die Stadt veröffentlicht", _NONE, _PUBLISHED),
        Entry("imported", "erkennt, was sich in einer eingelesenen Datei geändert hat", _NONE, _PUBLISHED),
        Entry("salt", "Zufallswert der Pseudonyme; ohne ihn sind die Antworten anonym", _TASK, _PERIOD),
    ),
    "versions": (
        Entry("item number body published", "veröffentlichte Fassungen", _NONE, _PUBLISHED),
        Entry("staff", "wer veröffentlicht hat", _STAFF, _PUBLISHED),
    ),
    "drafts": (
        Entry("item body revision changed", "Entwürfe", _NONE, "bis zur Veröffentlichung oder zum Verwerfen"),
        Entry("staff", "wer zuletzt daran gearbeitet hat", _STAFF, "wie der Entwurf"),
    ),
}

REGISTER: Mapping[str, tuple[Entry, ...]] = {
    **_PEOPLE,
    **_OPINION,
    **_ANSWERED,
    **_MESSAGES,
    **EVENTS,
    **_CITY,
    **OFFICE,
    **BROADCASTS,
    **MACHINERY,
}
"""Table → what its columns are for."""


def find_entry(table: str, column: str) -> Entry | None:
    """Why a column is kept; None if nobody has said so."""
    return next((entry for entry in REGISTER.get(table, ()) if column in entry.columns.split()), None)
