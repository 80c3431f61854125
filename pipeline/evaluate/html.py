"""The report that a person reads: one HTML file, Vietnamese first, without anything from outside.

Everything that comes from a document is escaped, and the page's policy forbids scripts: a plan
cannot put code into the report.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from pipeline.evaluate.crops import Crop
from pipeline.evaluate.scoring import Evaluation, Mistake
from pipeline.evaluate.table import percent, rows
from pipeline.evaluate.tally import FIGURES

_FIELDS: Mapping[str, tuple[str, str]] = {
    "missing": ("thiếu bản ghi", "record missing"),
    "spurious": ("thừa bản ghi", "record too many"),
    "content": ("nội dung", "content"),
    "result": ("kết quả", "result"),
    "lead": ("đơn vị chủ trì", "lead units"),
    "coordinating": ("đơn vị phối hợp", "coordinating units"),
    "deadline": ("thời hạn", "deadline"),
    "indicators": ("chỉ tiêu", "indicators"),
}
_LEVELS = {
    "document": ("Từng văn bản", "Each document"),
    "kind": ("Từng loại bản quét", "Each kind of scan"),
    "ruling": ("Từng kiểu kẻ bảng", "Each way tables are ruled"),
    "ruling and kind": ("Kiểu kẻ và loại bản quét", "Ruling and kind of scan"),
    "all": ("Tất cả", "All"),
}
_MORE = (
    ("catch_at_5", "Bắt được ở 5 %", "Catch@5"),
    ("calibration_error", "Sai số tin cậy", "ECE"),
)


def report(
    evaluation: Evaluation,
    crops: Mapping[Mistake, Sequence[Crop]],
    about: Mapping[str, str],
    regressions: Sequence[str] = (),
) -> str:
    """Return the whole page; ``crops`` may lack mistakes, which then stand without a picture."""
    mistakes = evaluation.mistakes
    template = Template(files("pipeline.evaluate").joinpath("report.html").read_text("utf-8"))
    return template.substitute(
        about=escape(" · ".join(about.values())),
        scores=_scores(evaluation),
        regressions=_regressions(regressions),
        count=len(mistakes),
        unscored=escape(", ".join(evaluation.unscored) or "–"),
        mistakes="\n".join(_mistake(m, crops.get(m)) for m in mistakes),
    )


def _scores(evaluation: Evaluation) -> str:
    names = [(f.name, f.vietnamese, f.english) for f in FIGURES] + list(_MORE)
    head = "".join(f"<th>{_two(vi, en)}</th>" for _, vi, en in names)
    body, before = [], ""
    for level, name, found in rows(evaluation):
        if level != before:
            wide = len(names) + 1
            body.append(f'<tr class="level"><th colspan="{wide}">{_two(*_LEVELS[level])}</th></tr>')
            before = level
        cells = "".join(f"<td>{percent(found[key])}</td>" for key, _, _ in names)
        body.append(f'<tr class="{level}"><th>{escape(name)}</th>{cells}</tr>')
    return f"<table><thead><tr><th>%</th>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _regressions(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    head = _two("Kém hơn trước", "Worse than before")
    return f'<section class="worse"><h2>{head}</h2><ul>{items}</ul></section>'


def _mistake(mistake: Mistake, crops: Sequence[Crop] | None) -> str:
    where = ", ".join(str(page) for page in sorted({s.page for s in mistake.spots})) or "–"
    sure = "–" if mistake.confidence is None else f"{100 * mistake.confidence:.0f} %"
    facts = (
        (("tốn", "cost"), f"{mistake.cost:.2f}"),
        (("trang", "page"), where),
        (("độ tin cậy", "confidence"), sure),
    )
    said = (
        (("Đúng ra là", "Gold"), mistake.gold),
        (("Đã đọc", "Got"), mistake.got),
        (("Chữ đọc thô", "Raw reading"), mistake.raw),
    )
    told = " · ".join(f"{_two(*name)} {escape(value)}" for name, value in facts)
    lines = "".join(f"<dt>{_two(*n)}</dt><dd>{escape(v) or '∅'}</dd>" for n, v in said)
    return (
        f"<article><h3>{escape(mistake.file)} <b>#{mistake.number}</b> "
        f"{_two(*_FIELDS[mistake.field])}</h3><p>{told}</p>"
        f"<dl>{lines}</dl>{_pictures(crops)}</article>"
    )


def _pictures(crops: Iterable[Crop] | None) -> str:
    if crops is None:
        return f'<p class="none">{_two("không cắt ảnh", "no picture was cut")}</p>'
    out = []
    for crop in crops:
        if crop.jpeg and crop.spot:
            data = base64.b64encode(crop.jpeg).decode("ascii")
            words = f"trang {crop.spot.page} · page {crop.spot.page}"
            out.append(f'<img alt="{words}" title="{words}" src="data:image/jpeg;base64,{data}">')
        else:
            out.append(f'<p class="none">{escape(crop.reason)}</p>')
    return "".join(out)


def _two(vietnamese: str, english: str) -> str:
    return f'{escape(vietnamese)} <i lang="en">{escape(english)}</i>'
