"""The menu at the top of every page."""

from typing import NamedTuple

from admin_web.access import Permission


class Entry(NamedTuple):
    """One place to go to; shown to those who may."""

    address: str
    label: str
    permission: Permission


MENU = (
    Entry("/admin", "Übersicht", Permission.SIGNED_IN),
    Entry("/admin/surveys", "Umfragen", Permission.ANSWERS),
    Entry("/admin/guidelines", "Leitlinien", Permission.ANSWERS),
    Entry("/admin/events", "Termine", Permission.ANSWERS),
    Entry("/admin/broadcasts", "Ankündigungen", Permission.ANSWERS),
    Entry("/admin/moderation", "Moderation", Permission.MODERATE),
    Entry("/admin/staff", "Team", Permission.STAFF),
    Entry("/admin/journal", "Protokoll", Permission.JOURNAL),
)
