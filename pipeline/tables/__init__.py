"""Ruled tables: grids found on the page, their text, and tables followed over pages."""
