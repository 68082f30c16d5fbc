"""The door for staff: sign in, prepare, publish, read; plain pages that work without JavaScript."""
