"""How a cell says who leads and who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.train.synth import variety
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.offices import Office


@dataclass(frozen=True, slots=True)
class Assigned:
    """Units of one task, and the words of the cells that name them.

    ``lead_cell`` and ``coordinating_cell`` are for tables with a column for each; ``both_cell``
    says both at once.
    """

    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    lead_cell: str
    coordinating_cell: str
    both_cell: str


def assign(dice: Dice, office: Office) -> Assigned:
    """Return units of one task with all wordings of them."""
    lead = tuple(dice.some(office.leads, dice.weighted({1: 8, 2: 2, 3: 0.5})))
    others = dict.fromkeys((*office.helpers, *office.leads))
    rest = [unit for unit in others if unit not in lead]
    count = dice.weighted({0: 1.5, 1: 4, 2: 4, 3: 2})
    helpers = tuple(dice.some(rest, count))
    return Assigned(
        lead,
        helpers,
        listed(dice, lead),
        listed(dice, helpers),
        both(dice, lead, helpers),
    )


def listed(dice: Dice, units: Sequence[str]) -> str:
    """Return a list of units as cells write it; separators that names hold are not used."""
    if len(units) < 2:
        return "".join(units)
    if dice.varied and dice.chance(variety.SHARE):
        return variety.listed(dice, units)
    clear = not any("," in unit or " và " in unit for unit in units)
    forms = {"; ": 4.0, "\n": 1.5, "\n- ": 1.5}
    if clear:
        forms |= {", ": 4.0, " và ": 1.5 if len(units) == 2 else 0.0}
    form = dice.weighted(forms)
    if form == "\n- ":
        return "- " + form.join(units)
    return form.join(units)


def both(dice: Dice, lead: Sequence[str], helpers: Sequence[str]) -> str:
    """Return leading and coordinating units in one cell, with role words where needed."""
    first, second = _inline(dice, lead), _inline(dice, helpers)
    if not helpers:
        return dice.pick((first, f"Chủ trì: {first}"))
    if dice.varied and dice.chance(variety.SHARE):
        return variety.both(dice, first, second, alone=len(lead) == 1)
    clean = "; " not in first + second
    forms = [
        f"Chủ trì: {first}.\nPhối hợp: {second}.",
        f"- Chủ trì: {first}\n- Phối hợp: {second}",
        f"Chủ trì: {first}\nPhối hợp: {second}",
        f"Cơ quan chủ trì: {first}\nCơ quan phối hợp: {second}",
    ]
    if clean:
        forms += [
            f"{first} chủ trì, phối hợp với {second}",
            f"{first} chủ trì; {second} phối hợp",
            f"Giao {first} chủ trì, phối hợp với {second}",
        ]
    return dice.pick(forms)


def _inline(dice: Dice, units: Sequence[str]) -> str:
    clear = not any("," in unit or " và " in unit for unit in units)
    return (dice.pick((", ", "; ")) if clear else "; ").join(units)
