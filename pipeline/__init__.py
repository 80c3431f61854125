"""kehoach: scanned Vietnamese plans in, normalized task records out."""

__version__ = "0.1.0"
