"""The sentences of the page itself, around what the dialogs say."""

from dialogs.talks import language
from dialogs.text import Text, _

SEND = _("Senden")
YOUR_NUMBER = _("Ihre Zahl")
YOUR_ANSWER = _("Ihre Antwort")
YOUR_TEXT = _("Ihr Text")
OR_WRITE = _("Oder schreiben Sie hier")
CHOICES = _("Ihre Möglichkeiten")
NEW = _("Neu")
YOU = _("Sie")

ARRIVED = _("Ihre Nachricht ist angekommen. Die Antwort erscheint gleich.")
LOOK_NOW = _("Jetzt nachsehen")

MENU = _("Menü")
PROJECT = _("Über das Vorhaben")
LANGUAGE = language.LANGUAGE_DOOR
UNCHECKED = language.UNCHECKED
HELP = _("Hilfe")
PRIVACY = _("Datenschutz")
IMPRINT = _("Impressum")
ACCESSIBILITY = _("Barrierefreiheit")
ANNOUNCEMENTS = _("Ankündigungen")
ALL_ANNOUNCEMENTS = _("Alle Ankündigungen")
NOTHING_ANNOUNCED = _("Bisher gibt es keine Ankündigung.")
IN_THE_CHAT = _("Ankündigungen hier im Chat bekommen")
FEED = _("Als Feed abonnieren (Atom)")
PAGES = _("Seiten")
OLDER = _("Ältere")
NEWER = _("Neuere")
EVERYWHERE = _("Auf jeder Seite")
TO_START = _("Zur ersten Seite")
BACK = _("Zurück zum Gespräch")

COOKIE = _(
    "Damit wir Ihre Antworten einander zuordnen können, "
    "speichert Ihr Browser eine zufällige Nummer (ein Cookie), "
    "sobald Sie auf „Verstanden, weiter“ tippen. Sie dient nur dazu und wird an niemanden weitergegeben."
)
COOKIE_ENDS = _(
    "Mit „Dieses Gerät vergessen“ löschen Sie die Nummer. "
    "Sonst läuft sie 180 Tage nach Ihrer letzten Eingabe ab."
)
NETWORK = _(
    "Gegen Missbrauch zählen wir eine Stunde lang, wie viel aus Ihrem Netz kommt. "
    "Ihre Netz-Adresse selbst speichern wir nicht."
)

MY_DATA = _("Meine Daten")
MY_DATA_WHAT = _("Hier laden Sie alles herunter, was wir über Sie gespeichert haben.")
MY_DATA_CARE = _("Darin steht auch, was Sie geantwortet haben. Bitte geben Sie die Dateien niemandem.")
MY_DATA_NONE = _("Wir kennen dieses Gerät nicht. Über Sie ist hier nichts gespeichert.")
MY_DATA_PAGE = _("Zum Lesen herunterladen")
MY_DATA_JSON = _("Für Programme herunterladen (JSON)")
ERASE = _("Löschen")
DOWNLOAD = _("Meine Daten herunterladen")
IN_MAP = _("In der Karten-App öffnen")

IN_DETAIL = _("Alles, was wir speichern, im Einzelnen")
IN_GERMAN = _("Dieses Verzeichnis gibt es nur auf Deutsch.")

FORGET = _("Dieses Gerät vergessen")
FORGET_WHAT = _("Danach kann auf diesem Gerät niemand mehr sehen oder ändern, was Sie geantwortet haben.")
FORGET_STAYS = _("Was Sie abgegeben haben, bleibt bei uns und zählt weiter.")
FORGET_OPEN = _("Was noch nicht abgegeben ist, können Sie von hier aus nicht mehr abgeben.")
FORGET_SEATS = _(
    "Sind Sie zu einem Termin angemeldet? Dann endet die Anmeldung, und Ihr Platz wird für andere frei."
)
FORGET_WISHES = _("Erinnerungen und Mitteilungen bekommen Sie dann nicht mehr.")
FORGET_RECEIPT = _("Heben Sie Ihre Quittung auf, wenn Sie uns später nach Ihren Antworten fragen möchten.")
FORGET_OR_ERASE = _("Soll auch weg, was Sie abgegeben haben?")
FORGET_YES = _("Ja, dieses Gerät vergessen")
FORGOTTEN = _("Dieses Gerät ist vergessen.")
FORGOTTEN_MORE = _("Sie können jederzeit neu beginnen.")
NOTHING_TO_FORGET = _("Wir kennen dieses Gerät nicht. Es gibt nichts zu vergessen.")
BEGIN = _("Neu beginnen")
STILL_SAVING = _(
    "Ihre letzte Nachricht wird gerade noch gespeichert. Bitte versuchen Sie es gleich noch einmal."
)

NOTES: dict[str, Text] = {
    "cookie": _(
        "Ihr Browser hat das Cookie nicht angenommen. Ohne Cookie finden wir Ihre Antworten nicht wieder. "
        "Bitte erlauben Sie Cookies für diese Seite und tippen Sie noch einmal auf „Verstanden, weiter“."
    ),
    "device": _(
        "Ihre Eingabe konnten wir nicht zuordnen, denn dieses Gerät kennen wir nicht oder nicht mehr. "
        "Bitte beginnen Sie hier."
    ),
}
"""What is said on top of the first page, by the word that stands in its address."""

SORRY: dict[int, tuple[Text, Text]] = {
    400: (
        _("Das haben wir nicht verstanden"),
        _("Die Anfrage war unvollständig. Bitte gehen Sie zurück und versuchen Sie es noch einmal."),
    ),
    403: (
        _("Das kam nicht von unserer Seite"),
        _("Zu Ihrer Sicherheit haben wir es nicht angenommen. Bitte beginnen Sie auf unserer Seite."),
    ),
    404: (
        _("Diese Seite gibt es nicht"),
        _(
            "Vielleicht ist der Link alt oder nicht ganz vollständig. "
            "Auf der ersten Seite steht, was offen ist."
        ),
    ),
    405: (
        _("So geht es nicht"),
        _("Diese Seite lässt sich so nicht aufrufen. Auf der ersten Seite steht, was offen ist."),
    ),
    408: (
        _("Die Verbindung war zu langsam"),
        _("Bitte versuchen Sie es noch einmal. Was gespeichert ist, bleibt gespeichert."),
    ),
    413: (
        _("Das ist zu viel auf einmal"),
        _("So viel Text können wir nicht annehmen. Bitte gehen Sie zurück und senden Sie ihn in Teilen."),
    ),
    415: (
        _("Dieses Format verstehen wir nicht"),
        _("Bitte schreiben Sie Text in das Feld auf unserer Seite."),
    ),
    429: (
        _("Gerade kommt sehr viel aus Ihrem Netz"),
        _(
            "Bitte warten Sie ein wenig. Spätestens in einer Stunde geht es weiter. "
            "Was gespeichert ist, bleibt es."
        ),
    ),
    500: (
        _("Das hat nicht geklappt"),
        _("Der Fehler liegt bei uns. Wir sehen es uns an. Was gespeichert ist, bleibt gespeichert."),
    ),
    503: (
        _("Das geht gerade nicht"),
        _(
            "Bitte laden Sie diese Seite in einer Minute neu. "
            "Was Sie gesendet haben, wird dann noch einmal gesendet."
        ),
    ),
}
"""Title and sentence of the kind pages for what went wrong, by status."""


def corrected_on(when: str) -> Text:
    """That something is not any more as it was first said."""
    return _("Korrigiert: {when}", when=when)


def number_of_mistake(number: str) -> Text:
    """What leads from the page to the line in the log."""
    return _("Nummer des Fehlers: {number}", number=number)
