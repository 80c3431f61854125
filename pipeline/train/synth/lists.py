"""Lists of words kept as one text, so that they can be read and kept short."""

from __future__ import annotations


def cut(text: str, mark: str = "|") -> tuple[str, ...]:
    """Cut a text at ``mark`` and squeeze white space.

    >>> cut("Kết quả | Sản phẩm")
    ('Kết quả', 'Sản phẩm')
    """
    return tuple(" ".join(part.split()) for part in text.split(mark))
