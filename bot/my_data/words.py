"""What stands in the page with somebody's data: titles of its chapters, names of what they hold."""

from dialogs.text import Text, _

TITLE = _("Meine Daten")
INTRODUCTION = _(
    "Das ist alles, was über Sie gespeichert ist. Wo es kein besseres Wort gibt, steht das der Datenbank."
)
WHY = _("Wozu und wie lange")
NOTHING = _("Hierzu ist nichts gespeichert:")

TABLES: dict[str, Text] = {
    "citizens": _("Wer Sie für uns sind"),
    "participation": _("Woran Sie teilnehmen"),
    "runs": _("Ihre Umfragen"),
    "answers": _("Ihre Antworten, auch frühere Fassungen"),
    "readings": _("Was Sie gelesen haben"),
    "votes": _("Ihre Stimmen"),
    "comments": _("Ihre Anregungen"),
    "comment_parts": _("Die Texte Ihrer Anregungen"),
    "rulings": _("Was die Moderation zu Ihren Anregungen entschieden hat"),
    "objections": _("Ihre Widersprüche"),
    "decisions": _("Was die Stadt auf Ihre Anregungen antwortet"),
    "supports": _("Anregungen anderer, denen Sie zustimmen"),
    "wishes": _("Woran Sie erinnert werden möchten"),
    "notifications": _("Was wir Ihnen mitteilen"),
    "inbox": _("Was Sie geschickt haben"),
    "outbox": _("Was wir Ihnen geschickt haben"),
    "signups": _("Ihre Anmeldungen zu Terminen"),
    "attendances": _("Termine, bei denen Sie waren"),
    "subscriptions": _("Wovon Sie Neues erfahren möchten"),
    "preferences": _("Wie wir Ihnen Neues mitteilen"),
    "staff_chats": _("Chat zum Prüfen von Ankündigungen"),
}

COLUMNS: dict[str, Text] = {
    "address": _("Ihre Nummer im Messenger oder in diesem Browser"),
    "body": _("Inhalt"),
    "channel": _("Weg"),
    "data_count": _("Wie oft an diesem Tag"),
    "data_day": _("Daten zuletzt angefordert am"),
    "day": _("Tag"),
    "handed_in": _("Abgegeben am"),
    "inputs": _("Eingaben in dieser Minute"),
    "item": _("Worum es geht"),
    "kind": _("Art"),
    "language": _("Sprache"),
    "met": _("Zum ersten Mal hier"),
    "minute": _("Letzte Minute mit Eingaben"),
    "notice": _("Gelesener Hinweis zum Datenschutz, Fassung"),
    "place": _("Wo das Gespräch steht"),
    "pseudonym": _("Deckname"),
    "question": _("Frage"),
    "reachable": _("Für uns erreichbar"),
    "reason": _("Grund"),
    "receipt": _("Quittung"),
    "section": _("Abschnitt"),
    "started": _("Begonnen am"),
    "state": _("Stand"),
    "status": _("Ergebnis"),
    "value": _("Antwort"),
    "version": _("Fassung"),
    "words": _("Text"),
}
"""A column without a name here is told by its own."""

MEANINGS: dict[tuple[str, str], Text] = {
    ("channel", "web"): _("Internetseite"),
    ("language", "de@simple"): _("Leichte Sprache"),
    ("reachable", "False"): _("Nein"),
    ("reachable", "True"): _("Ja"),
    ("state", "complete"): _("Abgegeben"),
    ("state", "handed_in"): _("Abgegeben"),
    ("state", "started"): _("Noch nicht abgegeben"),
    ("state", "unfinished"): _("Noch nicht abgegeben"),
}
"""What a value of a column stands for, where it is always the same."""
