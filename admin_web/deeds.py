"""What staff can do, as the journal keeps it and as it is told: "Frau Berger … "."""

from collections.abc import Mapping

DEEDS: Mapping[str, str] = {
    # Coming in
    "signed in": "hat sich angemeldet",
    "refused": "wurde nicht angemeldet",
    "signed out": "hat sich abgemeldet",
    "joined": "hat den Zugang eingerichtet",
    # One's own account
    "password changed": "hat das eigene Passwort geändert",
    "session ended": "hat eine eigene Anmeldung beendet",
    "sessions ended": "hat alle eigenen Anmeldungen beendet",
    "chat code made": "hat einen Link für einen eigenen Chat erstellt",
    "chat unlinked": "hat den eigenen Chat getrennt",
    # Colleagues
    "invited": "hat eingeladen",
    "invitation withdrawn": "hat die Einladung zurückgezogen",
    "role changed": "hat die Rolle geändert",
    "deactivated": "hat gesperrt",
    "activated": "hat wieder zugelassen",
    "password link made": "hat einen Link für ein neues Passwort erstellt",
    # What is stuck
    "heard again": "hat eine Nachricht noch einmal zustellen lassen",
    # Surveys
    "created": "hat angelegt",
    "saved": "hat den Entwurf gespeichert",
    "discarded": "hat den Entwurf verworfen",
    "published": "hat veröffentlicht",
    "closed": "hat geschlossen",
    "opened": "hat wieder geöffnet",
    "read": "hat Antworten gelesen",
    "exported": "hat Antworten heruntergeladen",
    "receipt looked up": "hat eine Quittung nachgesehen",
    "erased": "hat Antworten auf Verlangen gelöscht",
    # Guidelines
    "comments read": "hat Beiträge gelesen",
    "comments decided": "hat Beiträge beantwortet",
    "comment erased": "hat einen Beitrag auf Verlangen gelöscht",
    "guideline exported": "hat Stimmen und Beiträge heruntergeladen",
    # Events
    "cancelled": "hat abgesagt",
    "reinstated": "hat die Absage zurückgenommen",
    "series made": "hat eine Reihe angelegt",
    "series published": "hat die Entwürfe einer Reihe veröffentlicht",
    "entrance made": "hat einen Code für den Eingang gemacht",
    "entrance renewed": "hat einen neuen Code für den Eingang gemacht",
    "sign-ups exported": "hat Anmeldungen heruntergeladen",
    # What citizens do with their own data; the journal does not know who
    "data requested": "hat die eigenen Daten bekommen",
    "person erased": "hat die eigenen Daten löschen lassen",
    # Moderation, and the rules it names
    "comment released": "hat einen Beitrag freigegeben",
    "comments released": "hat Beiträge freigegeben",
    "comment hidden": "hat einen Beitrag ausgeblendet",
    "ruling undone": "hat eine Entscheidung zurückgenommen",
    "rulings undone": "hat Entscheidungen zurückgenommen",
    "objection decided": "hat über einen Widerspruch entschieden",
    "house rule added": "hat eine Hausregel hinzugefügt",
    "house rule changed": "hat eine Hausregel geändert",
    "house rule moved": "hat eine Hausregel verschoben",
    "house rule withdrawn": "hat eine Hausregel zurückgenommen",
    "house rule restored": "hat eine Hausregel wieder eingesetzt",
    # Announcements
    "broadcast created": "hat den Entwurf einer Ankündigung angelegt",
    "broadcast copied": "hat eine Ankündigung kopiert",
    "broadcast saved": "hat eine Ankündigung geändert",
    "file attached": "hat eine Datei angehängt",
    "file removed": "hat eine Datei entfernt",
    "broadcast tried": "hat eine Ankündigung an sich selbst zur Probe gesendet",
    "broadcast submitted": "hat eine Ankündigung zur Freigabe vorgelegt",
    "broadcast approved": "hat eine Ankündigung freigegeben",
    "broadcast planned": "hat eine Ankündigung geplant",
    "broadcast recalled": "hat eine Ankündigung zum Entwurf zurückgeholt",
    "broadcast withdrawn": "hat eine Ankündigung zurückgezogen",
    "broadcast deleted": "hat den Entwurf einer Ankündigung gelöscht",
    "broadcast stopped": "hat eine Ankündigung angehalten",
    "broadcast continued": "hat eine Ankündigung weitergehen lassen",
    "broadcast ended": "hat eine Ankündigung beendet",
    "broadcast sent again": "hat eine Ankündigung im Zweifel noch einmal senden lassen",
    "broadcast corrected": "hat eine Ankündigung korrigiert",
    "broadcast correction submitted": "hat die Korrektur einer Ankündigung zur Freigabe vorgelegt",
    "broadcast correction dropped": "hat die Korrektur einer Ankündigung verworfen",
    # By the clock
    "made anonymous": "hat anonym gemacht",
    # From the command line
    "imported": "hat eingelesen",
}


def tell(action: str) -> str:
    """An action in German; one that another version wrote is shown as it is."""
    return DEEDS.get(action, action)


def find_actions(search: str) -> list[str]:
    """The actions whose telling holds what somebody looks for."""
    wanted = search.casefold()
    return [action for action, words in DEEDS.items() if wanted in words.casefold()]
