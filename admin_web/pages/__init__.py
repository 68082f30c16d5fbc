"""One file per noun; a page knows no other page."""
