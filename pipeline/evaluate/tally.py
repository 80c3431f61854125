"""Counts that can be added over documents, and the figures made from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by name; what is not there is 0."""

    counts: Mapping[str, float] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        names = {**self.counts, **other.counts}
        return Tally({name: self[name] + other[name] for name in names})

    def __getitem__(self, name: str) -> float:
        return self.counts.get(name, 0)


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of all."""
    return sum(tallies, Tally())


@dataclass(frozen=True, slots=True)
class Figure:
    """One score. ``of_records``: it moves in steps of about one record."""

    name: str
    vietnamese: str
    english: str
    more_is_better: bool = True
    of_records: bool = True


FIGURES: tuple[Figure, ...] = (
    Figure("record_f1", "Bản ghi (F1)", "Records (F1)"),
    Figure("content", "Nội dung", "Content"),
    Figure("result", "Kết quả", "Result"),
    Figure("lead", "Chủ trì (F1)", "Lead units (F1)"),
    Figure("coordinating", "Phối hợp (F1)", "Coordinating (F1)"),
    Figure("deadline", "Thời hạn", "Deadline"),
    Figure("indicators", "Chỉ tiêu (F1)", "Indicators (F1)"),
    Figure("perfect", "Bản ghi đúng hết", "Perfect records"),
    Figure("prose_f1", "Nhiệm vụ ngoài bảng (F1)", "Prose tasks (F1)"),
    Figure("grits_top", "Bảng GriTS-Top", "GriTS-Top", of_records=False),
    Figure("teds_struct", "Bảng TEDS-Struct", "TEDS-Struct", of_records=False),
    Figure("exact_grids", "Bảng đúng hết", "Exact grids", of_records=False),
    Figure("cer", "Lỗi ký tự (CER)", "CER", more_is_better=False, of_records=False),
    Figure("wer", "Lỗi từ (WER)", "WER", more_is_better=False, of_records=False),
    Figure("mark_error", "Sai dấu", "Mark error", more_is_better=False, of_records=False),
)


def figures(tally: Tally) -> dict[str, float | None]:
    """Return every figure of ``FIGURES`` as a share of 1; None where gold says nothing of it.

    content, result, deadline and perfect are shares of the *gold* records: a record that was not
    found has no field right. F1 is 1 where neither gold nor reading has an entry.
    """
    records = tally["gold"]
    out: dict[str, float | None] = {"record_f1": _f1(tally["matched"], records, tally["read"])}
    for name in ("content", "result", "deadline", "perfect"):
        out[name] = _share(tally[f"{name}_right"], records)
    for name in ("lead", "coordinating", "indicators"):
        out[name] = _f1(tally[f"{name}_right"], tally[f"{name}_gold"], tally[f"{name}_read"])
    prose = tally["prose_gold"]
    found = _f1(tally["prose_matched"], prose, tally["prose_read"])
    out["prose_f1"] = found if prose else None
    if not records:
        out = dict.fromkeys(out)
    out["grits_top"] = _share(2 * tally["grits_right"], tally["grits_size"])
    out["teds_struct"] = _share(tally["teds_sum"], tally["tables"])
    out["exact_grids"] = _share(tally["grids_exact"], tally["grids_gold"])
    out["cer"] = _share(tally["char_errors"], tally["chars"])
    out["wer"] = _share(tally["word_errors"], tally["words"])
    out["mark_error"] = _share(tally["mark_errors"], tally["syllables"])
    return {figure.name: out[figure.name] for figure in FIGURES}


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _f1(right: float, gold: float, read: float) -> float:
    return 2 * right / (gold + read) if gold or read else 1.0
