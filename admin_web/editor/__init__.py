"""What the editors of surveys and of guidelines have in common: drafts, languages, windows, the preview."""
