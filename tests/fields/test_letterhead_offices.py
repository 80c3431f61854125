"""Letterheads of offices of every kind: schools, hospitals, forces, courts, firms, the party."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.fields.letterhead import read_letterhead
from tests import papers

OPENING = ["Thực hiện nhiệm vụ được giao, đơn vị xây dựng Kế hoạch như sau:", "I. MỤC ĐÍCH"]
HEADS = Path(__file__).parent / "wordings" / "letterheads.txt"
_LINES = [line for line in HEADS.read_text("utf-8").splitlines() if not line.startswith("#")]
_ROWS = [[part.strip() for part in line.split("|")] for line in _LINES]


@pytest.mark.parametrize("row", _ROWS, ids=[row[3] for row in _ROWS])
@pytest.mark.parametrize("together", [False, True], ids=["apart", "as one line"])
def test_every_office(row: list[str], together: bool) -> None:
    left, day, parent, issuer, number, block, role = row
    right = [*papers.MOTTO, day]
    head = papers.head(left.split(" / "), right, "KẾ HOẠCH", "Công tác năm", together=together)
    foot = papers.foot(["Như trên", "Lưu: VT"], block.split(" / "))
    read = read_letterhead([*head, *papers.body(OPENING), *foot], papers.WIDTH)
    assert (read.issuer_parent, read.issuer, read.number) == (parent, issuer, number)
    assert read.date is not None
    month = f"0{read.date.month}" if read.date.month < 3 else read.date.month  # by Decree 30
    said = f"{read.place}, ngày {read.date:%d} tháng {month} năm {read.date.year}"
    assert said == day
    assert read.signer_role == role
