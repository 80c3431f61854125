"""The pages that people read: the HTML report, the table, docs/scores.md."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from pipeline.evaluate.crops import Crop, crops_for
from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.html import report
from pipeline.evaluate.prediction import load_prediction
from pipeline.evaluate.scores_page import scores_page
from pipeline.evaluate.scoring import Evaluation, evaluate
from pipeline.evaluate.table import as_markdown, as_text
from tests.evaluate.readings import GOLD, damaged, record, result, tasks_of, write_readings

ABOUT = {"command": "kehoach evaluate --gold g", "date": "2024-05-06", "version": "1.2.3"}
EVIL = "<script>alert('x')</script>\"' & <img src=http://evil/x>"
FILE = "bao-lac-2025--office.pdf"


class Seen(HTMLParser):
    """Tags and the addresses that a browser would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [v or "" for k, v in attrs if k in ("src", "href", "data", "action")]


def evaluation(out: Path, name: str = FILE) -> Evaluation:
    tasks = tasks_of("bao-lac-2025")
    read = damaged(tasks, 5, 0.3)
    evil = replace(record(tasks[0] | {"result": EVIL}, 900), content=tasks[0]["content"])
    write_readings(out, {name: result([evil, *read[1:]])})
    return evaluate(load_gold([GOLD]), load_prediction(out), [name])


def test_the_report_is_one_page_without_anything_from_outside(tmp_path: Path) -> None:
    found = evaluation(tmp_path)
    spot = next(m.spots[0] for m in found.mistakes if m.spots)
    crops = {found.mistakes[0]: [Crop(spot, b"\xff\xd8jpeg")]}
    page = report(found, crops, ABOUT, ["total: content 90 → 80"])
    seen = Seen(page)
    assert "script" not in seen.tags
    assert "link" not in seen.tags
    assert all(address.startswith("data:image/jpeg;base64,") for address in seen.addresses)
    assert not re.search(r"url\(|@import", page)
    assert "default-src 'none'" in page
    assert 'lang="vi"' in page


def test_what_comes_from_documents_is_escaped(tmp_path: Path) -> None:
    page = report(evaluation(tmp_path), {}, ABOUT | {"command": EVIL}, [EVIL])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert Seen(page).addresses == []


def test_every_mistake_is_told_the_dearest_first(tmp_path: Path) -> None:
    found = evaluation(tmp_path)
    page = report(found, {}, ABOUT)
    assert page.count("<article>") == len(found.mistakes) > 5
    costs = [float(cost) for cost in re.findall(r"cost</i> ([\d.]+)", page)]
    assert costs == sorted(costs, reverse=True)
    assert "raw words" in page


def test_a_crop_without_its_source_says_so(tmp_path: Path) -> None:
    found = evaluation(tmp_path)
    documents = {score.file: score.read for score in found.documents if score.read}
    crops = crops_for(found.mistakes[:5], documents)
    assert all(crop.reason and not crop.jpeg for cut in crops.values() for crop in cut)
    assert all(crop.reason in report(found, crops, ABOUT) for cut in crops.values() for crop in cut)


def test_the_table_has_a_row_for_each_group(tmp_path: Path) -> None:
    text = as_text(evaluation(tmp_path))
    for name in (FILE, "office (1)", "ruled (1)", "ruled, office (1)", "all (1)"):
        assert any(line.startswith(name) for line in text.splitlines())
    assert "–" in text  # no prose in that plan


def test_the_scores_page_says_command_date_and_meaning(tmp_path: Path) -> None:
    page = scores_page(evaluation(tmp_path), ABOUT)
    for words in (*ABOUT.values(), "| office (1) |", "| ruled (1) |", FILE, "GriTS", "worse"):
        assert words in page
    table = as_markdown(evaluation(tmp_path), "kind")
    assert len({line.count("|") for line in table.splitlines()}) == 1
