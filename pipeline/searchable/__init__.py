"""A copy of a document in which the words that were read can be found and selected."""

from pipeline.searchable.copy import make_copy

__all__ = ["make_copy"]
