"""Puts the dialogs' words into a citizen's language."""
