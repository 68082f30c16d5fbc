"""The register's part about the town hall and the program itself."""

from collections.abc import Mapping

from storage import retention, sessions
from storage.privacy_entry import Basis, Entry, say_period

_MEMBER = "solange der Zugang besteht; der Name danach so lange wie das Protokoll"
_SESSION = f"bis zum Abmelden, höchstens {say_period(sessions.ABSOLUTE)}"
_JOURNAL = f"{retention.JOURNAL.days // 365} Jahre"
_PUBLISHED = "solange die Stadt das Verfahren dokumentiert"
_RUNNING = "solange das Programm läuft"

_NONE, _SECURITY, _STAFF = Basis.NOTHING_PERSONAL, Basis.SECURITY, Basis.STAFF
_CONSENT = Basis.CONSENT

OFFICE: Mapping[str, tuple[Entry, ...]] = {
    "staff": (
        Entry("id name", "wer sich anmelden darf", _STAFF, _MEMBER),
        Entry("role active created", "was jemand darf und seit wann", _STAFF, _MEMBER),
        Entry("seen_comment", "was in der Moderation seit dem letzten Besuch neu ist", _STAFF, _MEMBER),
        Entry("password", "Anmeldung; gespeichert ist nur ein Prüfwert", _SECURITY, _MEMBER),
    ),
    "links": (
        Entry(
            "digest purpose name role expires used",
            "Einladung oder neues Passwort; gespeichert ist nur ein Prüfwert des Links",
            _STAFF,
            f"{say_period(retention.LINKS)} nach dem Ablauf",
        ),
    ),
    "sessions": (
        Entry(
            "digest form_token",
            "Anmeldung; gespeichert ist nur ein Prüfwert des Cookies",
            _SECURITY,
            _SESSION,
        ),
        Entry("staff created seen", "wer angemeldet ist und wie lange schon", _SECURITY, _SESSION),
        Entry("seen_comment", "was in der Moderation seit dem letzten Besuch neu ist", _STAFF, _SESSION),
        Entry("said", "Hinweis, den die nächste Seite zeigt", _STAFF, _SESSION),
    ),
    "journal": (
        Entry(
            "id at staff action item details",
            "wer was wann getan hat, ohne Worte von Bürger:innen",
            _SECURITY,
            _JOURNAL,
        ),
        Entry("folded", "Suche im Protokoll", _SECURITY, _JOURNAL),
    ),
    "forms": (
        Entry(
            "key digest led_to at",
            "verhindert, dass ein Klick zweimal wirkt",
            _NONE,
            say_period(retention.FORMS),
        ),
    ),
}

BROADCASTS: Mapping[str, tuple[Entry, ...]] = {
    "broadcasts": (
        Entry(
            "id body state revision edition created changed planned started ended corrected proposed",
            "was die Stadt wann ankündigt",
            _NONE,
            _PUBLISHED,
        ),
        Entry("counted recipients reached spread outcome", "wie viele sie erreicht hat", _NONE, _PUBLISHED),
        Entry("author approver proposer", "wer sie geschrieben und freigegeben hat", _STAFF, _PUBLISHED),
    ),
    "broadcast_bodies": (
        Entry("broadcast edition channel language body", "Text einer Ankündigung", _NONE, _PUBLISHED),
    ),
    "attachments": (
        Entry("digest name kind mime body added", "Bilder und Dokumente der Stadt", _NONE, _PUBLISHED),
    ),
    "uploads": (
        Entry("bot digest number", "Nummer einer Datei der Stadt beim Messenger", _NONE, _PUBLISHED),
    ),
    "staff_chats": (
        Entry("staff", "wer Ankündigungen in einem Chat vorab prüft", _STAFF, _MEMBER),
        Entry("citizen", "der Chat, in dem jemand Ankündigungen vorab prüft", _CONSENT, _MEMBER),
    ),
}

MACHINERY: Mapping[str, tuple[Entry, ...]] = {
    "meta": (Entry("key value", "was das Programm über sich selbst weiß", _NONE, _RUNNING),),
    "processes": (Entry("owner beat", "Lebenszeichen laufender Prozesse", _NONE, _RUNNING),),
    "paces": (
        Entry("bot room spare reckoned silent_until answered", "wie schnell gesendet wird", _NONE, _RUNNING),
    ),
    "leases": (Entry("task owner until", "wer eine Aufgabe gerade allein erledigt", _NONE, _RUNNING),),
}
