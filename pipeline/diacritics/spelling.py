"""How words are written: in capitals or not."""

from __future__ import annotations


def in_case_of(word: str, like: str) -> str:
    """Return a word in lower case, written with the capitals of ``like``.

    >>> in_case_of("ủy", "UY"), in_case_of("cứ", "Cu"), in_case_of("số", "s6")
    ('ỦY', 'Cứ', 'số')
    """
    letters = [char for char in like if char.isalpha()]
    if not letters or letters[0].islower():
        return word
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return word.upper()
    return word[0].upper() + word[1:]
