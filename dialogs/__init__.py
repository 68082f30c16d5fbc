"""Everything that is said and decided: pure, without clock, chance, network or database."""
