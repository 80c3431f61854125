"""Bytes → page images and text layers: the only place that parses untrusted files."""

from pipeline.load.document import OpenDocument, open_document
from pipeline.load.settings import LoadSettings

__all__ = ["LoadSettings", "OpenDocument", "open_document"]
