"""Pages per minute of `kehoach extract` beside OCRmyPDF, on the same files in the same run.

    python -m bench.throughput FILE.pdf … [--rounds 2]
    python -m bench.throughput FILE.pdf … --scaling      kehoach alone, with one worker and with two

OCRmyPDF gets `-l vie --force-ocr --jobs 2`; kehoach gets `--workers 2`. Both read the files one
round after the other, in turns, so that what else the machine does hits both. Needs the Debian
package ocrmypdf.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from bench.measure import Cost, run


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--scaling", action="store_true")
    arguments = parser.parse_args()
    pages = sum(len(pypdfium2.PdfDocument(file)) for file in arguments.files)
    if arguments.scaling:
        scaling(arguments.files, arguments.rounds, pages)
        return
    costs: dict[str, list[Cost]] = {"kehoach": [], "ocrmypdf": []}
    for _ in range(arguments.rounds):
        with tempfile.TemporaryDirectory() as folder:
            costs["kehoach"].append(_kehoach(arguments.files, Path(folder)))
            costs["ocrmypdf"].append(_ocrmypdf(arguments.files, Path(folder)))
    print(f"{pages} pages of {len(arguments.files)} files, {arguments.rounds} rounds\n")
    print("| program | pages a minute | peak memory, MiB |\n|---|---|---|")
    for name, runs in costs.items():
        rates = [60 * pages / cost.seconds for cost in runs]
        said = f"{statistics.mean(rates):.1f} ({', '.join(f'{rate:.1f}' for rate in rates)})"
        print(f"| {name} | {said} | {max(cost.peak_mib for cost in runs):.0f} |")
    ratios = [
        b.seconds / a.seconds for a, b in zip(costs["kehoach"], costs["ocrmypdf"], strict=True)
    ]
    print(f"\nkehoach reads {statistics.mean(ratios):.2f} times as many pages a minute.")


def scaling(files: Sequence[Path], rounds: int, pages: int) -> None:
    """Print what a second worker brings. Give as many like documents as there are, ten or more.

    The wall clock tells the truth on an idle machine only; the processor seconds, which say how
    much two workers slow one another down, on a busy one too.
    """
    costs: dict[int, list[Cost]] = {1: [], 2: []}
    for _ in range(rounds):
        for workers, runs in costs.items():
            with tempfile.TemporaryDirectory() as folder:
                runs.append(_kehoach(files, Path(folder), workers))
    wall = {n: min(cost.seconds for cost in runs) for n, runs in costs.items()}
    busy = {n: min(cost.cpu_seconds for cost in runs) for n, runs in costs.items()}
    print("| workers | seconds | pages a minute | processor seconds |\n|---|---|---|---|")
    for n in costs:
        print(f"| {n} | {wall[n]:.1f} | {60 * pages / wall[n]:.1f} | {busy[n]:.1f} |")
    print(f"\nefficiency by the wall clock {wall[1] / wall[2] / 2:.2f}, ", end="")
    print(f"by processor seconds {busy[1] / busy[2]:.2f}")


def _kehoach(files: Sequence[Path], folder: Path, workers: int = 2) -> Cost:
    command = [sys.executable, "-m", "pipeline.cli", "extract", *map(str, files)]
    command += ["--out", str(folder / "out"), "--workers", str(workers)]
    cost = run(command, folder / "kehoach.log")
    if cost.status:
        sys.exit((folder / "kehoach.log").read_text())
    return cost


def _ocrmypdf(files: Sequence[Path], folder: Path) -> Cost:
    """One file after another: OCRmyPDF spreads the pages of each over two jobs."""
    costs = []
    for file in files:
        options = ["-l", "vie", "--force-ocr", "--jobs", "2", "--quiet"]
        target = str(folder / "searchable.pdf")
        costs.append(run(["ocrmypdf", *options, str(file), target], folder / "ocrmypdf.log"))
        if costs[-1].status:
            sys.exit((folder / "ocrmypdf.log").read_text())
    return Cost(sum(c.seconds for c in costs), max(c.peak_mib for c in costs), 0)


if __name__ == "__main__":
    main()
