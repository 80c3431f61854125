"""Draws what was understood of a page over its picture."""

from pipeline.overlay.page import draw, sketch
from pipeline.overlay.view import Area, JoinMark, NumberedRecord, PageView

__all__ = ["Area", "JoinMark", "NumberedRecord", "PageView", "draw", "sketch"]
