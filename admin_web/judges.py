"""Who may decide about an objection: nobody judges what they did themselves, and sometimes nobody is left."""

from collections.abc import Collection, Iterable

from admin_web.access import Permission, may
from storage.staff import Member


def is_left(members: Iterable[Member], hidden_by: Collection[str]) -> bool:
    """Whether anybody in the team may decide about a comment that these people (by name) have hidden."""
    return any(
        member.active and may(member, Permission.MODERATE) and member.name not in hidden_by
        for member in members
    )
