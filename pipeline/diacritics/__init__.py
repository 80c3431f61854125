"""Diacritic repair."""
