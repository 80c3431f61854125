"""A reader whose documents say themselves what is to happen to them: one JSON object a file."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.batch.reader import Reader
from pipeline.errors import EncryptedError, MissingError
from pipeline.settings import Settings
from pipeline.types.document import DocumentResult, PageResult
from pipeline.types.geometry import Box
from pipeline.types.page import LayerVerdict
from pipeline.types.task import Deadline, Evidence, Letterhead, TaskRecord
from pipeline.types.text import Place


@dataclass(frozen=True)
class FakeReader:
    models: str = "fake 1"

    def read(
        self, data: bytes, name: str, opened: Callable[[int], None], page: Callable[[int], None]
    ) -> DocumentResult:
        wish = json.loads(data)
        if "log" in wish:
            with Path(wish["log"]).open("a") as log:
                log.write(f"{wish['name']}\n")
        opened(wish.get("pages", 1))
        for number in range(1, wish.get("pages", 1) + 1):
            _happen(wish, number)
            page(number)
        return result(wish)


def fake_reader(settings: Settings, **_: object) -> Reader:
    return FakeReader()


def lacking_reader(settings: Settings, **_: object) -> Reader:
    raise MissingError("the Tesseract model 'vie' is not on this machine", "Install it")


def write_wish(path: Path, **wish: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"name": path.name, **wish}))
    return path


def result(wish: dict[str, Any]) -> DocumentResult:
    count = wish.get("tasks", 2)
    frame = wish.get("frame", "points")
    return DocumentResult(
        status=wish.get("status", "done"),
        layer=LayerVerdict.NONE,
        letterhead=Letterhead(number="1/KH-UBND"),
        targets=(),
        records=tuple(
            TaskRecord(
                f"t0/r{i}",
                0,
                "",
                "",
                str(i),
                f"Việc {i}",
                "",
                (),
                (),
                "",
                Deadline("none"),
                (),
                evidence={"content": Evidence("", 0.9, (Place(1, Box(0, 0, 9, 9, frame)),))},
            )
            for i in range(count)
        ),
        pages=tuple(
            PageResult(n, 595.0, 842.0, 200.0, 0, 0.0, "clean", "fake", 0.9, "chữ", "chu")
            for n in range(1, wish.get("pages", 1) + 1)
        ),
        cells=(),
        confidence=0.9,
        seconds={"ocr": 0.1},
    )


def _happen(wish: dict[str, Any], number: int) -> None:
    time.sleep(wish.get("seconds", 0.0))
    if wish.get("on_page", 1) != number:
        return
    match wish.get("do"):
        case "encrypted":
            raise EncryptedError(f"{wish['name']} needs a password", "Save it without one")
        case "defect":
            raise ZeroDivisionError("a wrong sum")
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "killed once":
            mark = Path(wish["mark"])
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "encrypted while" if Path(wish["mark"]).exists():
            raise EncryptedError(f"{wish['name']} needs a password", "Save it without one")
        case "hang":
            time.sleep(3600)
        case "memory":
            b"x" * (64 << 30)
