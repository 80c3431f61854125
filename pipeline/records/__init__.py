"""Records: from table rows and prose to one record for each ordered task."""

from pipeline.records.build import RecordsFound, build_records
from pipeline.records.reader import FieldReader
from pipeline.records.settings import RecordSettings

__all__ = ["FieldReader", "RecordSettings", "RecordsFound", "build_records"]
