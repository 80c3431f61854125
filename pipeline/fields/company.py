"""What only the columns together can tell: order, start beside end, tables of indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.fields import catalogue as c
from pipeline.types.folding import fold
from pipeline.types.reading import Column, ColumnMap

_GUESS = 0.45  # confidence of a field told by place alone: a person should look
_TOLD = 0.6  # the same where the columns beside it leave no other field
_UNSURE = 0.7  # below this a heading has not decided; above it contents have
_OTHERS = 3  # fields told surely that leave hardly another meaning to the wordy column
_CRITERIA = ("tieu chi", "nhom tieu chi", "ten tieu chi", "tieu chi so")
_TASKS = 0.15  # how much a column without a known heading must look like tasks
_PRODUCTS = 0.3  # the same for a column of products: many begin with verbs ("Báo cáo …")
_FRAGMENT = 0.9  # similarity below which a heading is none of those known to name no field


def by_place(columns: Sequence[Column], shown: Sequence[dict[str, float]]) -> list[Column]:
    """Use the usual order for columns without a heading.

    Lead stands left of coordinating; the wordy column left over beside the content is the result,
    or, beside a unit and a value, the name of the indicator.
    """
    found = list(columns)
    lead, other = _place(found, c.LEAD), _place(found, c.COORDINATING)
    if lead is not None and other is not None and not found[lead].header + found[other].header:
        left, right = sorted((lead, other))
        found[left] = replace(found[left], field=c.LEAD, confidence=_GUESS)
        found[right] = replace(found[right], field=c.COORDINATING, confidence=_GUESS)
    if _place(found, c.INDICATOR_UNIT) is not None and _place(found, c.INDICATOR_VALUE) is None:
        unsure = [i for i, column in enumerate(found) if column.confidence < _UNSURE]
        values = [i for i in unsure if shown[i].get(c.INDICATOR_VALUE, 0.0) > _UNSURE]
        for i in values[:1]:
            found[i] = replace(found[i], field=c.INDICATOR_VALUE, confidence=_GUESS)
    if _place(found, c.INDICATOR_UNIT) is not None:
        found = [_figure(column, shown[i]) for i, column in enumerate(found)]
    wanted = c.RESULT if _place(found, c.CONTENT) is not None else c.CONTENT
    if _place(found, c.INDICATOR_UNIT) is not None:
        wanted = c.INDICATOR_NAME
    spare = [
        i
        for i, column in enumerate(found)
        if column.field == c.EXTRA and not column.header and shown[i].get(c.CONTENT, 0.0) > 0.1
    ]
    if spare and _place(found, wanted) is None:
        best = max(spare, key=lambda i: shown[i][c.CONTENT])
        sure = _TOLD if wanted == c.INDICATOR_NAME and _measures(found) else _GUESS
        found[best] = replace(found[best], field=wanted, confidence=sure)
    return found


def _measures(columns: Sequence[Column]) -> bool:
    """Whether measures and values are told surely: then the wordy column names the targets."""
    sure = {column.field for column in columns if column.confidence > _UNSURE}
    return {c.INDICATOR_UNIT, c.INDICATOR_VALUE} <= sure


def by_contents(
    columns: Sequence[Column], said: Sequence[dict[str, float]], shown: Sequence[dict[str, float]]
) -> list[Column]:
    """Give a column whose heading was read in part ("thực hiện") the field that its cells show.

    Only times, products and units, where no other column holds them: their words are hardly
    anything else's; and tasks, where whose or when they are is known. A heading that is known to
    name no field ("Ghi chú") stays extra, and so does one of criteria ("Tiêu chí") beside tasks
    whose cells measure nothing.
    """
    found = [_grouping(column, columns, shown[i]) for i, column in enumerate(columns)]
    tasks = {c.CONTENT, c.INDICATOR_NAME}.isdisjoint(column.field for column in found)
    if tasks and any(_place(found, name) is not None for name in (c.LEAD, c.BOTH, c.DEADLINE)):
        free = [i for i in _free(found, said) if shown[i].get(c.CONTENT, 0.0) >= _TASKS]
        if free:
            best = max(free, key=lambda i: shown[i][c.CONTENT])
            found[best] = replace(found[best], field=c.CONTENT, confidence=_GUESS)
    for wanted, others in ((c.DEADLINE, (c.START, c.END)), (c.RESULT, ()), (c.LEAD, (c.BOTH,))):
        if any(_place(found, name) is not None for name in (wanted, *others)):
            continue
        if wanted == c.RESULT and {c.CONTENT, c.INDICATOR_NAME}.isdisjoint(_fields(found)):
            continue  # the words left over are the tasks themselves
        least = _PRODUCTS if wanted == c.RESULT else _UNSURE
        open_ = _free(found, said)
        if wanted == c.RESULT and _place(found, c.INDICATOR_UNIT) is None:
            # "Số lượng" over "12 lớp" and "500 cây": values that bring their units with them.
            open_ += [i for i, column in enumerate(found) if column.field == c.INDICATOR_VALUE]
        free = [i for i in open_ if shown[i].get(wanted, 0.0) >= least]
        if free:
            best = max(free, key=lambda i: shown[i][wanted])
            found[best] = replace(found[best], field=wanted, confidence=_GUESS)
    return _tasks_left_over(found)


def _tasks_left_over(columns: Sequence[Column]) -> list[Column]:
    """Trust the column of tasks where the columns beside it are surely something else."""
    sure = {column.field for column in columns if column.confidence >= _FRAGMENT}
    told = len(sure & {c.LEAD, c.BOTH, c.COORDINATING, c.DEADLINE, c.END, c.RESULT}) >= _OTHERS
    return [
        replace(column, confidence=max(column.confidence, _TOLD))
        if told and column.field == c.CONTENT
        else column
        for column in columns
    ]


def _fields(columns: Sequence[Column]) -> set[str]:
    return {column.field for column in columns}


def _free(columns: Sequence[Column], said: Sequence[dict[str, float]]) -> list[int]:
    """Return the columns that no field holds, but for those whose headings name none."""
    return [
        i
        for i, column in enumerate(columns)
        if column.field == c.EXTRA and said[i][c.EXTRA] < _FRAGMENT
    ]


def _grouping(column: Column, columns: Sequence[Column], shown: dict[str, float]) -> Column:
    fields = {other.field for other in columns}
    beside = c.CONTENT in fields and fields.isdisjoint((c.INDICATOR_UNIT, c.INDICATOR_VALUE))
    named = column.field == c.INDICATOR_NAME and fold(column.header) in _CRITERIA
    groups = named and beside and shown.get(c.RESULT, 0.0) < _PRODUCTS
    return replace(column, field=c.EXTRA, confidence=_GUESS) if groups else column


def _figure(column: Column, shown: dict[str, float]) -> Column:
    """Beside units of measure, a column of figures is no task and no result: of another year."""
    figures = column.field in (c.CONTENT, c.RESULT) and shown.get(c.EXTRA, 0.0) > _UNSURE
    return replace(column, field=c.EXTRA, confidence=_GUESS) if figures else column


def in_company(columns: Sequence[Column]) -> ColumnMap:
    """Give fields that mean something else beside others their final name."""
    fields = [column.field for column in columns]
    return ColumnMap(tuple(replace(col, field=_final(col.field, fields)) for col in columns))


def _place(columns: Sequence[Column], field: str) -> int | None:
    return next((i for i, column in enumerate(columns) if column.field == field), None)


def _final(field: str, fields: list[str]) -> str:
    if field in (c.DEADLINE, c.START, c.END):
        return _time(field, fields)
    measured = c.INDICATOR_UNIT in fields and c.INDICATOR_VALUE in fields
    if measured:
        named = c.INDICATOR_NAME in fields or c.LEAD in fields
        told = field == c.CONTENT or (field == c.RESULT and c.CONTENT not in fields)
        return c.INDICATOR_NAME if told and not named else field
    if field == c.INDICATOR_NAME:
        free = [name for name in (c.CONTENT, c.RESULT) if name not in fields]
        return free[0] if free else c.EXTRA
    return c.EXTRA if field in (c.INDICATOR_VALUE, c.INDICATOR_UNIT) else field


def _time(field: str, fields: list[str]) -> str:
    """Return an end for "Thời gian hoàn thành" beside a start, else the deadline."""
    pair = {c.START, c.END} <= set(fields)
    if field == c.DEADLINE:
        return c.END if c.START in fields and not pair else field
    if pair or (field == c.START and c.DEADLINE in fields):
        return field
    return c.EXTRA if c.DEADLINE in fields else c.DEADLINE
