"""The page on which people look at what was read and correct it."""
