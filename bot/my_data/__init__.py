"""Everything we know of a person, as files for that person: made when they are sent or fetched."""
