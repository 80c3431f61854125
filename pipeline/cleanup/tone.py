"""Evens out the tone of the full page: stamps, stained paper, faint print, specks."""

from __future__ import annotations

import numpy as np

from pipeline.cleanup import background, rules, specks, stamp, strength
from pipeline.cleanup.measure import Gray
from pipeline.cleanup.settings import CleanupSettings
from pipeline.cleanup.survey import Survey
from pipeline.types.page import Image


def toned(image: Image, survey: Survey, settings: CleanupSettings) -> tuple[Gray, tuple[str, ...]]:
    """Return the scan (H, W) or (H, W, 3) as an even gray page; also the steps applied."""
    steps: list[str] = []
    gray, letter = image, survey.ink.letter
    if gray.ndim == 3:
        gray = stamp.lift_stamps(gray, survey.stamps, 1.0 / survey.scale)
        steps += ["stamp"] if survey.stamps else []
    if settings.flatten and not background.paper_is_white(survey.paper, survey.ink.solid):
        gray = background.flatten(gray, survey.paper)
        steps.append("flatten")
    if survey.gain is not None:
        # Nothing is whitened then: the lightest print lies where show-through does elsewhere.
        gray = strength.strengthen(gray, survey.gain)
        steps.append("strengthen")
    elif "flatten" in steps:
        faint = rules.find_faint_rules(survey.ink.gray, letter)
        tables = rules.table_areas(faint, letter)
        near = np.maximum(
            background.near_print(survey.print_mask, letter, tables),
            background.near_rules(faint, survey.ink.gray),
        )
        gray = background.whiten(gray, background.white_point(survey.ink.gray), near)
    if settings.flatten and survey.ink.solid.any():
        gray = background.paint_out(gray, survey.ink.solid)
        steps.append("edges")
    if settings.despeckle:
        found = specks.find_specks(gray, letter / survey.scale)
        if len(found):
            gray = specks.remove_specks(gray, found)
            steps.append("specks")
    return gray, tuple(steps)
