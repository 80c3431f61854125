"""TEDS-Struct: similarity of two tables as HTML trees, cell text left out.

Zhong, ShafieiBavani, Jimeno Yepes: Image-based table recognition, ECCV 2020 (PubTabNet).
``table`` holds ``thead`` and ``tbody``, these hold ``tr``, these ``td`` with their spans. To put
in, take out or change a node costs 1; the distance is divided by the nodes of the larger tree,
``table`` itself not counted, and taken from 1.

The distance is computed by Zhang and Shasha's algorithm (SIAM J. Comput. 18, 1989), here and not
by a library: the one on the package index was last released in 2017, and trees of depth four need
none of its refinements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.evaluate.grid import Grid


@dataclass(frozen=True, slots=True)
class Node:
    """A label and its children, in order."""

    label: tuple[str, int, int]
    children: tuple[Node, ...] = ()

    @property
    def size(self) -> int:
        return 1 + sum(child.size for child in self.children)


def teds_struct(gold: Grid, read: Grid) -> float:
    """Return the similarity, 0-1; 0 where one of the two has no cell."""
    if not gold.cells or not read.cells:
        return float(not gold.cells and not read.cells)
    a, b = tree(gold), tree(read)
    return max(0.0, 1 - distance(a, b) / (max(a.size, b.size) - 1))


def tree(grid: Grid) -> Node:
    """Return the grid as an HTML tree."""
    rows = [
        Node(
            ("tr", 1, 1),
            tuple(Node(("td", cell.column_span, cell.row_span)) for cell in cells),
        )
        for cells in grid.by_row()
    ]
    parts = (("thead", rows[: grid.header_rows]), ("tbody", rows[grid.header_rows :]))
    return Node(("table", 1, 1), tuple(Node((n, 1, 1), tuple(r)) for n, r in parts if r))


def distance(a: Node, b: Node) -> int:
    """Return the least number of nodes put in, taken out and changed that makes a into b."""
    left, right = _flat(a), _flat(b)
    known = [[0] * len(right.labels) for _ in left.labels]
    for i in left.keyroots:
        for j in right.keyroots:
            _fill(left, right, i, j, known)
    return known[-1][-1]


class _Flat(NamedTuple):
    """A tree in postorder: labels, for each node its leftmost leaf, and the keyroots."""

    labels: list[tuple[str, int, int]]
    leftmost: list[int]
    keyroots: list[int]


def _flat(root: Node) -> _Flat:
    labels: list[tuple[str, int, int]] = []
    leftmost: list[int] = []

    def visit(node: Node) -> int:
        first = len(labels)
        for child in node.children:
            visit(child)
        labels.append(node.label)
        leftmost.append(first)
        return first

    visit(root)
    # A keyroot is the last node in postorder with its leftmost leaf.
    last = {leaf: index for index, leaf in enumerate(leftmost)}
    return _Flat(labels, leftmost, sorted(last.values()))


def _fill(a: _Flat, b: _Flat, i: int, j: int, known: list[list[int]]) -> None:
    """Fill ``known`` for the pairs of subtrees whose leftmost leaves are those of i and j."""
    a0, b0 = a.leftmost[i], b.leftmost[j]
    width = j - b0 + 2
    above = list(range(width))
    rows = [above]
    for x in range(a0, i + 1):
        row = [above[0] + 1] * width
        xl = a.leftmost[x]
        for y in range(b0, j + 1):
            yl, k = b.leftmost[y], y - b0 + 1
            cost = min(above[k], row[k - 1]) + 1
            if xl == a0 and yl == b0:
                cost = min(cost, above[k - 1] + (a.labels[x] != b.labels[y]))
                known[x][y] = cost
            else:
                cost = min(cost, rows[xl - a0][yl - b0] + known[x][y])
            row[k] = cost
        rows.append(row)
        above = row
