"""Indicators are those of the words that count."""

from __future__ import annotations

from typing import Any

from pipeline.store.derived import derived_indicators


def row(content: str, result: str = "", *indicators: tuple[str, float, str]) -> dict[str, Any]:
    found = [{"text": t, "op": "=", "value": v, "unit": u} for t, v, u in indicators]
    return {"content": content, "result": result, "indicators": found}


def test_they_are_found_anew_where_they_had_been_found_in_the_words() -> None:
    read = row("Trồng 1.200 cây", "", ("a clause that ended at a line's end", 1200.0, "cây"))
    assert [(i["value"], i["unit"]) for i in derived_indicators(read, row("Trồng 7.200 cây"))] == [
        (7200.0, "cây")
    ]
    assert derived_indicators(read, read) == read["indicators"]


def test_a_value_of_a_column_of_its_own_stays_and_is_called_as_the_task_is() -> None:
    read = row("Ty le ho so", "", ("Ty le ho so", 95.0, "%"), ("Khác", 3.0, "xã"))
    found = derived_indicators(read, row("Tỷ lệ hồ sơ"))
    assert [(i["text"], i["value"]) for i in found] == [("Tỷ lệ hồ sơ", 95.0), ("Khác", 3.0)]
