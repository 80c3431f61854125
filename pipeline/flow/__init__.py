"""The order of the stages: one document from its bytes to its records."""

from pipeline.flow.document import field_reader, read_document

__all__ = ["field_reader", "read_document"]
