"""What the editors of surveys, guidelines and events share: drafts, languages, windows, the preview."""
