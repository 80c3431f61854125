"""The reader of every run: the engine, loaded once, and the flow through one document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.batch.reader import Reader
from pipeline.diacritics.reading import Repairer
from pipeline.errors import CopyError
from pipeline.flow import read_document
from pipeline.load import open_document
from pipeline.ocr.engine import Engine, LoadWeights, create_engine
from pipeline.records.calibration import NO_CALIBRATIONS, Calibrations
from pipeline.searchable import make_copy
from pipeline.settings import Settings
from pipeline.types.document import DocumentResult
from pipeline.types.outcome import Issue


@dataclass(frozen=True, slots=True)
class FlowReader:
    """Reads with the flow of this program.

    repairer     repairs what was read; None leaves it as it is.
    draw         with a picture of what was understood.
    calibrations  say how probably a field is right.
    copy         with a copy that can be searched.
    """

    settings: Settings
    engine: Engine
    repairer: Repairer | None = None
    draw: bool = False
    calibrations: Calibrations = NO_CALIBRATIONS
    copy: bool = False

    @property
    def models(self) -> str:
        parts = [self.engine.identity]
        parts += [self.repairer.identity] if self.repairer else []
        parts += self.calibrations.names
        return ", ".join(parts)

    def read(
        self, data: bytes, name: str, opened: Callable[[int], None], page: Callable[[int], None]
    ) -> DocumentResult:
        with open_document(data, name, self.settings.load) as document:
            opened(document.page_count)
            result = read_document(
                document,
                self.engine,
                self.settings,
                page,
                repair=self.repairer,
                draw=self.draw,
                place=self.copy,
                calibrations=self.calibrations,
                text_repair=self.repairer.texts if self.repairer else None,
            )
        return _with_copy(result, data, name) if self.copy else result


def flow_reader(
    settings: Settings,
    *,
    repairer: Callable[[], Repairer] | None = None,
    weights: LoadWeights | None = None,
    draw: bool = False,
    calibrations: Calibrations = NO_CALIBRATIONS,
    copy: bool = False,
) -> Reader:
    """Make the reader that the settings ask for.

    ``repairer`` loads what repairs its words, ``weights`` a model of its engine by name.

    Raises UsageError, MissingError.
    """
    repair = repairer() if repairer and settings.diacritics.repair else None
    return FlowReader(
        settings, create_engine(settings.ocr, weights), repair, draw, calibrations, copy
    )


def _with_copy(result: DocumentResult, data: bytes, name: str) -> DocumentResult:
    """Add the searchable copy; where none can be made, the tables are written all the same."""
    try:
        copy = make_copy(data, name, result.texts)
    except CopyError as error:
        told = Issue("searchable", "no_searchable_copy", str(error), None, "warning")
        return replace(result, texts=(), issues=(*result.issues, told))
    return replace(result, texts=(), copy=copy)
