"""The rules and nouns of a city that hears its people, one file per noun."""
