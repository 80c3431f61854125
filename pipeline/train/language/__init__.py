"""The language model of diacritic repair, made from text."""
