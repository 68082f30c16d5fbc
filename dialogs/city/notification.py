"""What a citizen is to be told without having asked."""

from enum import StrEnum


class NotificationKind(StrEnum):
    """What has happened, and what the number says that a notification is about."""

    COMMENT_HIDDEN = "comment_hidden"
    """A moderator hid a comment: the ruling."""
    OBJECTION_DECIDED = "objection_decided"
    """A second person decided an objection: the ruling that was objected to."""
    COMMENT_DECIDED = "comment_decided"
    """The city answered a comment: the decision."""
    SECTION_CHANGED = "section_changed"
    """A new version changes sections that were commented on: the item, with its new version."""
