"""How a conversation moves: what was heard, where a citizen is, what is shown."""
