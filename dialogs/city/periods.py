"""How long the program keeps things, as people are told; `storage.retention` deletes by the same numbers."""

INPUT_DAYS = 7
"""What somebody sent and nobody could work off."""

MESSAGE_DAYS = 30
"""That a message of ours was sent; its words go at once."""

STRANGER_HOURS = 24
"""Who never read the privacy notice."""
