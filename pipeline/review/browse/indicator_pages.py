"""Indicators, those of one name together, and how they move over years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from pipeline.query.archive import Archive
from pipeline.query.indicators import indicators
from pipeline.query.words import terms
from pipeline.review.browse.charts import Dot, line
from pipeline.review.browse.facing import asked_of, lit, paging, show
from pipeline.review.visit import Visit
from pipeline.store.values import indicator_text, number_text

_EACH = 25  # names of a page of the list
_SHORT = 30  # characters of an indicator that says little without its task ("20%")
WIDE, HIGH = 200.0, 34.0  # of the line over years, in units of its picture

Row = Mapping[str, Any]


def indicator_list(visit: Visit, archive: Archive) -> Response:
    """Show the indicators of the tasks that fit, page by page."""
    said = asked_of(visit)
    names = indicators(archive, said.question, _EACH, (said.page - 1) * _EACH).to_pylist()
    wanted = (*terms(said.question.words), *terms(said.question.indicator))
    return show(
        visit,
        archive,
        "indicators.html",
        said,
        names=[
            {
                "years": name["years"],
                "more": name["times"] - len(name["said"]),
                "dots": _dots(name["said"]) if name["years"] > 1 else [],
                "lines": [
                    {
                        **each,
                        "lit": lit(each["text"], wanted),
                        "short": len(each["text"]) < _SHORT,
                        "says": indicator_text(each),
                    }
                    for each in name["said"]
                ],
            }
            for name in names
        ],
        wide=WIDE,
        high=HIGH,
        number_text=number_text,
        paging=paging(said.page, _EACH, names[0]["total"] if names else 0),
    )


def _dots(said: Sequence[Row]) -> list[Dot]:
    """Return the line of an indicator over the years of its plans, the last of a year counting."""
    return line({each["year"]: each["value"] for each in said if each["year"]}, WIDE, HIGH)
