"""What an analyst asks of the six gold plans, with the answers found by reading them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.store.rows import record_id
from tests.plans import NAMES
from tests.query.archives import document_id

KEYS = {
    record_id(document_id(name), str(i)): f"{name.rsplit('-', 1)[0]} {i}"
    for name in NAMES
    for i in range(60)
}

# Words and flags → the tasks, as plan and number in tasks.json; first those that fit best. Where a
# list ends in "…", more may follow: tasks that hold the words in their section or result.
QUESTIONS = {
    "who shall organise the one-stop service, communes among them": (
        ["to chuc thuc hien mot cua", "--unit", "UBND cac xa"],
        ["cu-lao-dung 21", "cu-lao-dung 16", "cu-lao-dung 10", "…"],
    ),
    "food safety due in the second quarter, written ATTP or in full": (
        ["an toan thuc pham", "--due", "quý II/2023"],
        ["phu-yen-attp 13", "phu-yen-attp 18"],
    ),
    "digital transformation, written CĐS": (["chuyển đổi số"], ["lao-cai-y-te 29", "…"]),
    "digitising the files of procedures": (
        ["so hoa ho so thu tuc hanh chinh"],
        ["nho-quan-cchc 17", "bao-lac 16", "…"],
    ),
    "what the health department owes in the first half of 2024": (
        ["--lead", "Sở Y tế", "--due-after", "1/1/2024", "--due-before", "30/6/2024",
         "--sort", "deadline"],
        ["lao-cai-y-te 31", "lao-cai-y-te 27", "lao-cai-y-te 23"],
    ),
    "what home affairs leads by quarters": (
        ["--lead", "phong noi vu", "--kind", "quarter"], ["nho-quan-cchc 3", "nho-quan-cchc 21"],
    ),
    "where the labour department helps, asked by its short name": (
        ["--coordinating", "Sở LĐ-TB&XH"], ["lao-cai-y-te 3", "lao-cai-y-te 24"],
    ),
    "training in Nho Quan with a goal above 90 per cent": (
        ["đào tạo", "--issuer", "UBND huyện Nho Quan", "--indicator", "> 90%"],
        ["nho-quan-cchc 26"],
    ),
    "what is counted in kilometres in An Nhơn": (
        ["--place", "an nhon", "--indicator", "km"],
        ["an-nhon-moi-truong 7", "an-nhon-moi-truong 10", "an-nhon-moi-truong 14"],
    ),
    "health insurance by its short name": (
        ["bhyt"], ["lao-cai-y-te 24", "lao-cai-y-te 25", "…"],
    ),
    "one commune of several that lead": (
        ["--year", "2022", "--lead", "UBND xã Kỳ Phú"], ["nho-quan-cchc 24"],
    ),
    "inspections of food businesses at Tết": (
        ["kiem tra co so thuc pham dip tet"], ["lao-cai-y-te 20"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_known(
    gold_out: Path, question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words, known = QUESTIONS[question]
    assert main(["search", *words, "--out", str(gold_out), "--format", "json"]) == 0
    found = [KEYS[task["record_id"]] for task in json.loads(capsys.readouterr().out)]
    if known[-1] == "…":
        assert found[: len(known) - 1] == known[:-1]
        assert len(found) < 12, "an answer of many is none"
    else:
        assert found == known
