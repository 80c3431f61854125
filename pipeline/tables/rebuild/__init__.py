"""Tables of a bare text layer: rows put together again from lines that run across the columns."""

from pipeline.tables.rebuild.clues import Clues
from pipeline.tables.rebuild.rebuild import PlainText, rebuild

__all__ = ["Clues", "PlainText", "rebuild"]
