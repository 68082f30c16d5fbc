"""Moderation: the queue, one comment before a moderator, objections, what was decided."""
