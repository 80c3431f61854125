"""The reader of every run: the engine, loaded once, and the flow through one document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.batch.reader import Reader
from pipeline.flow import read_document
from pipeline.load import open_document
from pipeline.ocr.engine import Engine, create_engine
from pipeline.records.calibration import Calibration
from pipeline.settings import Settings
from pipeline.types.document import DocumentResult


@dataclass(frozen=True, slots=True)
class FlowReader:
    """Reads with the flow of this program.

    draw         with a picture of what was understood.
    calibration  says how probably a field is right; None: first estimates stand.
    """

    settings: Settings
    engine: Engine
    draw: bool = False
    calibration: Calibration | None = None

    @property
    def models(self) -> str:
        judged = (self.calibration.name,) if self.calibration else ()
        return ", ".join((self.engine.identity, *judged))

    def read(
        self, data: bytes, name: str, opened: Callable[[int], None], page: Callable[[int], None]
    ) -> DocumentResult:
        with open_document(data, name, self.settings.load) as document:
            opened(document.page_count)
            return read_document(
                document,
                self.engine,
                self.settings,
                page,
                draw=self.draw,
                calibration=self.calibration,
            )


def flow_reader(
    settings: Settings, *, draw: bool = False, calibration: Calibration | None = None
) -> Reader:
    """Make the reader that the settings ask for. Raises UsageError, MissingError."""
    return FlowReader(settings, create_engine(settings.ocr), draw, calibration)
