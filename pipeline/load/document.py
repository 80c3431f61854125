"""The one entrance: bytes in, an opened document out, pages read one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType

from pipeline.errors import EmptyInputError, LimitError, PageError
from pipeline.load.pdf import PdfSource
from pipeline.load.raster import RasterSource
from pipeline.load.settings import LoadSettings
from pipeline.load.sniff import Kind, sniff
from pipeline.load.source import Source
from pipeline.load.textfile import TextSource
from pipeline.types.page import LayerVerdict, ScanPage, TextPage


def open_document(data: bytes, name: str, settings: LoadSettings) -> OpenDocument:
    """Open a PDF, TIFF, PNG, JPEG or text file given as bytes; use it as a context manager.

    ``name`` appears in messages only: the kind of file is told by its content.

    Raises EmptyInputError, UnsupportedInputError, EncryptedError, DamagedError, LimitError.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyInputError(f"{name}: the file is empty", "Scan or copy it again")
    if len(data) > settings.max_file_bytes:
        raise LimitError(
            f"{name}: {len(data)} bytes are more than max_file_bytes = {settings.max_file_bytes}",
            "Split the file or raise the limit",
        )
    kind = sniff(data, name)
    source = _source(kind, data, name, settings)
    if source.page_count == 0:
        source.close()
        raise EmptyInputError(f"{name}: the file has no pages", "Scan or copy it again")
    if source.page_count > settings.max_pages:
        count = source.page_count
        source.close()
        raise LimitError(
            f"{name}: {count} pages are more than max_pages = {settings.max_pages}",
            "Split the file or raise the limit",
        )
    return OpenDocument(kind, name, source)


def _source(kind: Kind, data: bytes, name: str, settings: LoadSettings) -> Source:
    if kind == "pdf":
        return PdfSource(data, name, settings)
    if kind == "text":
        return TextSource(data, name, settings)
    return RasterSource(data, name, kind, settings)


class OpenDocument:
    """An opened document. Holds the file's bytes and the page asked for last, nothing more."""

    def __init__(self, kind: Kind, name: str, source: Source) -> None:
        self.kind: Kind = kind
        self._name = name
        self._source = source
        self._verdicts: dict[int, LayerVerdict | None] = {}

    @property
    def page_count(self) -> int:
        return self._source.page_count

    def page(self, number: int) -> ScanPage | TextPage:
        """Read page ``number`` (1-based).

        Raises PageError when this page cannot be read (the others still can), ValueError when
        there is no such page.
        """
        if not 1 <= number <= self.page_count:
            raise ValueError(f"{self._name} has pages 1-{self.page_count}, not {number}")
        return self._source.page(number)

    def pages(self) -> Iterator[ScanPage | TextPage | PageError]:
        """Give every page in order, or the error that stands in its place."""
        for number in range(1, self.page_count + 1):
            try:
                yield self.page(number)
            except PageError as error:
                yield error

    @property
    def layer(self) -> LayerVerdict:
        """The verdict on the whole document's text layer; see ``summary``."""
        return summary(self._verdict(number) for number in range(1, self.page_count + 1))

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> OpenDocument:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _verdict(self, number: int) -> LayerVerdict | None:
        if number not in self._verdicts:
            try:
                self._verdicts[number] = self._source.verdict(number)
            except PageError:
                self._verdicts[number] = None
        return self._verdicts[number]


def summary(verdicts: Iterable[LayerVerdict | None]) -> LayerVerdict:
    """Sum up the pages' verdicts (None: an empty or unreadable page, which says nothing).

    One rejected page rejects the layer. It is trusted only when every page that holds anything
    is; a scan with signed pages is ``overlay_only``; a mixture of born-digital and plain scanned
    pages is ``none``: as a whole there is no layer to rely on, page by page there may be.
    """
    seen = {verdict for verdict in verdicts if verdict is not None}
    if LayerVerdict.REJECTED in seen:
        return LayerVerdict.REJECTED
    if seen == {LayerVerdict.TRUSTED}:
        return LayerVerdict.TRUSTED
    if LayerVerdict.OVERLAY_ONLY in seen:
        return LayerVerdict.OVERLAY_ONLY
    return LayerVerdict.NONE
