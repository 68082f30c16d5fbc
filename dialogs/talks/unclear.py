"""The kind answer to what no conversation can use: a sticker, a voice message, an unknown command."""

from dialogs.text import Text, _

SENTENCES: dict[str, Text] = {
    "button": _("Diesen Knopf kennen wir nicht mehr. So ist es jetzt:"),
    "command": _("Diesen Befehl kennen wir nicht. Schreiben Sie „Hilfe“, dann zeigen wir, was geht."),
    "voice": _(
        "Sprachnachrichten können wir leider nicht anhören. "
        "Bitte schreiben Sie, oder tippen Sie auf einen Knopf."
    ),
    "photo": _(
        "Bilder können wir hier nicht annehmen. Bitte schreiben Sie, oder tippen Sie auf einen Knopf."
    ),
    "file": _(
        "Dateien können wir hier nicht annehmen. Bitte schreiben Sie, oder tippen Sie auf einen Knopf."
    ),
    "contact": _("Ihre Kontaktdaten brauchen wir nicht. Wir haben sie nicht gespeichert."),
    "location": _("Einen Ort brauchen wir hier nicht. Wir haben ihn nicht gespeichert."),
    "too many": _("Das war viel auf einmal. Bitte warten Sie eine Minute. Es ist nichts verloren."),
    "empty": _("Da kam kein Text an. Bitte schreiben Sie, oder tippen Sie auf einen Knopf."),
}
OTHERWISE = _("Das verstehen wir hier leider nicht. Bitte schreiben Sie, oder tippen Sie auf einen Knopf.")


def sentence_for(kind: str) -> Text:
    """What to say to something of this kind."""
    return SENTENCES.get(kind, OTHERWISE)
