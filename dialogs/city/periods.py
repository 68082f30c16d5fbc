"""How long the program keeps things, as people are told; `storage.retention` deletes by the same numbers."""

INPUT_DAYS = 7
"""What somebody sent and nobody could work off."""

MESSAGE_DAYS = 30
"""That a message of ours was sent; its words go at once."""

STRANGER_HOURS = 24
"""Who never read the privacy notice."""

KEEP_DAYS = 365
"""Who said what, after the end of a survey or guideline that says nothing else."""

FEWEST_KEEP_DAYS, MOST_KEEP_DAYS = 7, 3650
"""Less would cut off what is still on its way; more is no period."""
