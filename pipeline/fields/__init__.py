"""From words to facts: header to field, units, deadlines, indicators, letterhead."""
