"""Is somebody, an employer or an address on a list, or a step away from it? Lists are read, kept and searched here."""
