"""What this machine needs to read scans: looked at, and the command that mends it."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import MissingError
from pipeline.ocr.settings import OcrSettings
from pipeline.ocr.tesseract import find_tessdata
from pipeline.settings import Settings

_PACKAGES = "các gói · packages"
_LEAST_DISK = 1 << 30  # bytes; tables of some thousand plans
_MEMORY_PER_WORKER = 1 << 30  # bytes; a 300 dpi colour page with its intermediate images


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    found    what is there, in words.
    fix      the command or step that mends it; "" where it is in order.
    needed   without it nothing can be read; otherwise it is advice.
    """

    name: str
    ok: bool
    found: str
    fix: str = ""
    needed: bool = True


def checks(settings: Settings, out: Path) -> tuple[Check, ...]:
    """Look at everything that reading with these settings and writing to ``out`` needs."""
    return (
        _python(),
        _packages(),
        _model(settings.ocr),
        _writable(out),
        _disk(out),
        _memory(settings.batch.worker_count()),
        _cores(),
    )


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check(
        "Python",
        sys.version_info >= (3, 11),
        version,
        "cài Python 3.11 trở lên · install Python 3.11 or newer",
    )


def _packages() -> Check:
    try:
        required = importlib.metadata.requires("kehoach") or []
    except importlib.metadata.PackageNotFoundError:
        return Check(
            _PACKAGES, False, "chưa cài kehoach · kehoach itself is not installed", "make setup"
        )
    names = [re.split(r"[^\w.-]", line)[0] for line in required if "extra ==" not in line]
    missing = [name for name in names if not _installed(name)]
    if missing:
        return Check(_PACKAGES, False, f"thiếu · missing: {', '.join(missing)}", "make setup")
    return Check(_PACKAGES, True, f"đủ · all there: {len(names)}")


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _model(settings: OcrSettings) -> Check:
    name = f"mô hình · model Tesseract {settings.language}"
    try:
        folder = find_tessdata(settings.language, settings.tessdata)
    except MissingError as error:
        return Check(name, False, error.message, error.advice)
    return Check(name, True, str(folder))


def _writable(out: Path) -> Check:
    there = _existing(out)
    ok = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    return Check(
        f"ghi vào · writing to {out}",
        ok,
        "được · allowed" if ok else f"không ghi được vào · not writable: {there}",
        "chọn thư mục khác bằng --out, hoặc · choose another folder with --out, or: "
        f"sudo chown $USER {there}",
    )


def _disk(out: Path) -> Check:
    free = shutil.disk_usage(_existing(out)).free
    return Check(
        "ổ đĩa trống · free disk",
        free >= _LEAST_DISK,
        f"{free / (1 << 30):.1f} GiB",
        "dọn bớt: còn dưới 1 GiB · make room: less than 1 GiB is left",
        needed=False,
    )


def _memory(workers: int) -> Check:
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    kib = next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable"))
    fit = max(1, kib * 1024 // _MEMORY_PER_WORKER)
    return Check(
        "bộ nhớ trống · free memory",
        fit >= workers,
        f"{kib / (1 << 20):.1f} GiB, workers: {workers}",
        f"dùng · use --workers {fit}",
        needed=False,
    )


def _cores() -> Check:
    return Check("số lõi · cores", True, str(len(os.sched_getaffinity(0))))


def _existing(path: Path) -> Path:
    """Return the path or its nearest parent that exists."""
    path = path.absolute()
    return next(p for p in (path, *path.parents) if p.exists())
