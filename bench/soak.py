"""A long run over many documents, hostile ones among them: nothing is lost, memory stays flat.

    python -m bench.soak FOLDER [--documents 500] [--hostile 0.05] [--workers 2]

Draws short decisions of one page (half a page of text with a ruled table, 150 dpi, each with words
and numbers of its own), lays files of tests/faults/hostile.py between them, reads them all with one
``kehoach extract`` and looks at the memory of every process once a second. Status 1 where a good
document was not read, a hostile one has no fate of its own, the parent's memory was not flat, or a
worker went over its limit.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from bench.measure import pss_mib, tree
from tests.faults.hostile import hostile

_SIZE = 1240, 1000  # pixels at 150 dpi: the upper part of a sheet of A4
_WARM_UP = 0.2  # of the run, in which memory may still grow
_FLAT = 0.10  # of the parent's mean memory after that
_LIMIT_MIB = 2048
_UNITS = ("Sở Nội vụ", "Sở Tài chính", "Văn phòng UBND tỉnh", "Sở Y tế", "UBND các xã")
_TASKS = (
    "Rà soát, cập nhật danh mục thủ tục hành chính",
    "Tổ chức hội nghị tập huấn nghiệp vụ",
    "Xây dựng báo cáo kết quả thực hiện",
    "Kiểm tra việc thực hiện kế hoạch",
)


@dataclass(slots=True)
class Memory:
    """What was seen once a second, MiB.

    parent    of the program, as long as it had workers; ``closing``: the most of it after that,
              when it counts what is in all tables.
    worker    the most of any worker.
    """

    parent: list[float] = field(default_factory=list)
    closing: float = 0.0
    worker: float = 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--hostile", type=float, default=0.05)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    good, bad = make(arguments.folder / "in", arguments.documents, arguments.hostile)
    seconds, memory, status = soak(arguments.folder, arguments.workers)
    return told(arguments.folder, good, bad, seconds, memory, status)


def make(folder: Path, documents: int, share: float) -> tuple[set[str], set[str]]:
    """Draw the documents. Returns the names of good and of hostile ones."""
    folder.mkdir(parents=True)
    dice = random.Random(8)  # noqa: S311
    found = subprocess.run(
        ["fc-match", "--format=%{file}", "serif:lang=vi"],  # noqa: S607
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    font = ImageFont.truetype(found.stdout, 26)
    files = hostile()
    bad = set(dice.sample(sorted(files), round(documents * share)))
    for name in bad:
        (folder / name).write_bytes(files[name])
    good = {f"qd-{i:04}.png" for i in range(documents - len(bad))}
    for i, name in enumerate(sorted(good)):
        decision(i, dice, font).save(folder / name, dpi=(150, 150))
    return good, bad


def decision(number: int, dice: random.Random, font: ImageFont.FreeTypeFont) -> Image.Image:
    page = Image.new("L", _SIZE, 255)
    pen = ImageDraw.Draw(page)
    pen.text((90, 60), "ỦY BAN NHÂN DÂN TỈNH THỬ NGHIỆM", font=font, fill=0)
    pen.text((90, 110), f"Số: {number + 1}/KH-UBND", font=font, fill=0)
    pen.text((420, 190), "KẾ HOẠCH CÔNG TÁC NĂM 2026", font=font, fill=0)
    columns, rows = (90, 160, 660, 930, 1150), range(270, 271 + 5 * 120, 120)
    for y in rows:
        pen.line((columns[0], y, columns[-1], y), fill=0, width=3)
    for x in columns:
        pen.line((x, rows[0], x, rows[-1]), fill=0, width=3)
    cells = [("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")]
    for n in range(4):
        day = f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/2026"
        cells.append((str(n + 1), f"{dice.choice(_TASKS)} {number}", dice.choice(_UNITS), day))
    for y, row in zip(rows, cells, strict=False):
        for x, words in zip(columns, row, strict=False):
            half = len(words) // 2 if len(words) > 34 else len(words)
            cut = (words.find(" ", half) + 1) or len(words)
            pen.text((x + 12, y + 15), words[:cut].strip(), font=font, fill=0)
            pen.text((x + 12, y + 55), words[cut:].strip(), font=font, fill=0)
    return page


def soak(folder: Path, workers: int) -> tuple[float, Memory, int]:
    """Run the program. Returns seconds, what memory it took, its exit status."""
    command = [sys.executable, "-m", "pipeline.cli", "extract", str(folder / "in")]
    command += ["--out", str(folder / "out"), "--workers", str(workers)]
    command += ["--batch.memory-mb", str(_LIMIT_MIB), "--batch.page-seconds", "60"]
    memory, start = Memory(), time.monotonic()
    with (folder / "log.txt").open("wb") as log:
        program = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        while program.poll() is None:
            own, others = pss_mib(program.pid), tree(program.pid) - {program.pid}
            if len(others) > workers:  # and the tracker of multiprocessing
                memory.parent.append(own)
                memory.closing = 0.0
            else:
                memory.closing = max(memory.closing, own)
            memory.worker = max([memory.worker, *map(pss_mib, others)])
            time.sleep(1)
    (folder / "memory.txt").write_text("\n".join(f"{mib:.1f}" for mib in memory.parent))
    return time.monotonic() - start, memory, program.returncode


def told(
    folder: Path, good: set[str], bad: set[str], seconds: float, memory: Memory, status: int
) -> int:
    """Print the figures as a table; return 1 where something is not as it has to be."""
    account = json.loads((folder / "out" / "run.json").read_text())
    entries = {Path(entry["path"]).name: entry for entry in account["entries"]}
    unread = sorted(name for name in good if entries.get(name, {}).get("fate") != "done")
    mute = sorted(
        name
        for name in bad
        if name not in entries
        or (entries[name]["fate"] == "failed" and not entries[name]["message"])
    )
    warm = memory.parent[int(_WARM_UP * len(memory.parent)) :] or memory.parent
    mean = statistics.mean(warm)
    away = max(abs(max(warm) / mean - 1), abs(min(warm) / mean - 1))
    kinds = [entries[name]["kind"] for name in bad if name in entries and entries[name]["kind"]]
    rows = [
        ("documents, hostile among them", f"{len(good) + len(bad)}, {len(bad)}"),
        ("good ones read", f"{len(good) - len(unread)} of {len(good)}"),
        ("hostile ones that failed, each with its reason", f"{len(kinds)}"),
        ("of these stopped from outside", f"{sum(k in ('crash', 'silence') for k in kinds)}"),
        ("hostile ones that were read all the same", f"{len(bad) - len(kinds) - len(mute)}"),
        ("tasks", f"{account['tasks']}"),
        ("minutes", f"{seconds / 60:.1f}"),
        ("pages a minute", f"{account['pages_per_minute']:.1f}"),
        ("memory of the program, MiB, mean after warm-up", f"{mean:.0f}"),
        ("farthest from it", f"{away:.1%}"),
        ("memory for the closing account, MiB", f"{memory.closing:.0f}"),
        ("most memory of a worker, MiB", f"{memory.worker:.0f} of {_LIMIT_MIB}"),
        ("exit status", f"{status}"),
    ]
    sys.stdout.write("| | |\n|---|---|\n")
    sys.stdout.writelines(f"| {name} | {value} |\n" for name, value in rows)
    for name in unread + mute:
        sys.stdout.write(f"\n{name}: {entries.get(name)}")
    flat = away <= _FLAT and memory.worker <= _LIMIT_MIB
    return int(bool(unread or mute or not flat or status != 5))


def _accounted(entry: dict[str, Any] | None) -> bool:
    return entry is not None and (entry["fate"] != "failed" or bool(entry["message"]))


if __name__ == "__main__":
    sys.exit(main())
