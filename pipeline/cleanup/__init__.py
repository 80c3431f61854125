"""Cleanup: makes a scanned page upright, straight, flat and free of stamps and specks."""

from pipeline.cleanup.clean import clean_page
from pipeline.cleanup.settings import CleanupSettings

__all__ = ["CleanupSettings", "clean_page"]
