"""How ``pipeline/searchable/glyphless.ttf`` is made: a font of glyphs that paint nothing.

    python -m tests.searchable.glyphless FILE

Invisible text needs a font in a PDF/A, and none of its shapes.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

_EM, _WIDE = 1000, 500


def glyphless() -> bytes:
    """Return the font; the same bytes each time."""
    made = FontBuilder(_EM, isTTF=True)
    made.setupGlyphOrder([".notdef", "empty"])
    made.setupCharacterMap({0x20: "empty"})
    # A stroke without width from corner to corner: nothing to paint, but a box as large as the
    # letter's. PDFium leaves out words of one letter whose glyph has no box.
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((_WIDE, _EM))
    pen.closePath()
    made.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "empty": pen.glyph()})
    made.setupHorizontalMetrics(dict.fromkeys((".notdef", "empty"), (_WIDE, 0)))
    made.setupHorizontalHeader(ascent=_EM, descent=0)
    made.setupNameTable({"familyName": "Kehoach Glyphless", "styleName": "Regular"})
    made.setupOS2(sTypoAscender=_EM, usWinAscent=_EM, usWinDescent=0)
    made.setupPost(keepGlyphNames=False)
    made.font["head"].created = made.font["head"].modified = 0
    made.font.recalcTimestamp = False
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(glyphless())
