"""Makes one page ready for reading: composes the steps, each only where the page needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.cleanup import blank, dewarp, lines, orient, rules, skew
from pipeline.cleanup.lines import TextLine
from pipeline.cleanup.measure import Gray, Mask
from pipeline.cleanup.orient import Legibility
from pipeline.cleanup.restore import restored
from pipeline.cleanup.rules import Trace
from pipeline.cleanup.settings import CleanupSettings
from pipeline.cleanup.survey import Survey, survey_page
from pipeline.cleanup.tone import toned
from pipeline.cleanup.warp import Geometry, clean_to_scan, resample
from pipeline.types.outcome import Issue
from pipeline.types.page import CleanPage, PageKind, Rotation, ScanPage

# Margin (standard errors) up to which the balance of ink alone does not decide between a page and
# its 180° turn, and the legibility probe is asked. All 164 sample pages have the right sign;
# the smallest margins (digits, capitals, torn fax) are 0.3 to 2.
SURE_MARGIN = 4.0

# Margin under which, with nothing to probe, a person should look.
DOUBTFUL_MARGIN = 1.0

# Difference of mean confidence (0-1) below which the probe has nothing to say.
PROBE_SAYS = 0.05

# Letters this high (pixels) are never scaled up, whatever resolution is claimed: 20 px is the
# x-height of 13 pt print at 250 dpi.
READABLE_LETTER = 15.0

# Scans are resampled for their resolution only where it is off by more than this factor:
# a scanner's 301 dpi is a 300.
DPI_TOLERANCE = 1.05


@dataclass(frozen=True, slots=True, eq=False)
class _Pose:
    """How the page lies, and its ink and text lines once turned and roughly levelled."""

    rotation: Rotation
    skew_deg: float
    gray: Gray
    mask: Mask
    ruled: rules.Rules
    lines: list[TextLine]
    issues: tuple[Issue, ...] = ()


def clean_page(
    page: ScanPage, settings: CleanupSettings, legibility: Legibility | None = None
) -> CleanPage:
    """Make one page upright, straight, flat and free of stamps and specks.

    page        image uint8 (H, W) gray or (H, W, 3) RGB, ``scan`` frame; it is not changed.
    legibility  given gray images of text lines (uint8, paper near 255), the mean confidence 0-1
                with which each can be read; asked only where geometry does not tell which way is
                up. May be None.

    Returns the gray page in the ``clean`` frame with the transform back to ``scan``. A blank or
    ghost page is neither turned nor straightened.
    """
    given = restored(page)
    page = given.page
    survey = survey_page(page, given.small, settings)
    pose = _pose(page, survey, settings, legibility)
    level, upright = _traces(pose, survey.ink.letter)
    kind = blank.page_kind(
        pose.gray,
        pose.mask,
        pose.lines,
        (*level[1], *upright),
        survey.ink.dpi,
        faint=bool(survey.stamps),
    )
    geometry, issues = Geometry(), _kind_issues(kind, page.number)
    if kind == "text":
        geometry = _straightened(pose, [*level[0], *level[1]], upright, survey, settings)
        issues = pose.issues
    geometry = replace(geometry, zoom=_zoom(page, survey, settings))
    to_scan, size = clean_to_scan(geometry, (page.image.shape[0], page.image.shape[1]))
    gray, tone_steps = toned(page.image, survey, settings)
    return CleanPage(
        number=page.number,
        image=resample(gray, to_scan, size, geometry.zoom),
        dpi=page.dpi * geometry.zoom,
        rotation=geometry.rotation,
        skew_deg=geometry.skew_deg,
        to_scan=to_scan,
        kind=kind,
        steps=given.steps + tone_steps + _geometry_steps(geometry),
        issues=issues,
    )


def _pose(
    page: ScanPage, survey: Survey, settings: CleanupSettings, legibility: Legibility | None
) -> _Pose:
    """Find the quarter turn and the rough small angle, and turn the reduced page accordingly."""
    ink, letter = survey.ink, survey.ink.letter
    mask, print_mask, gray = ink.mask, survey.print_mask, ink.gray
    parts = lines.body_parts(print_mask, letter)
    quarter: Rotation = 0
    if settings.turn and orient.text_direction(parts).level_share < 0.5:
        quarter = 90
        mask, print_mask, gray = (orient.turned(i, 90) for i in (mask, print_mask, gray))
        parts = lines.body_parts(print_mask, letter)
    angle = skew.coarse_skew(parts, letter, settings.max_skew_deg)
    ruled = _turned_rules(survey.ruled, quarter, angle)
    if angle:
        mask, gray = _rotated(mask, angle, 0), _rotated(gray, angle, 255)
        print_mask = _rotated(print_mask, angle, 0)
        if abs(angle) > rules.MAX_SKEW_DEG:
            ruled = rules.find_rules(mask, letter)
            print_mask = rules.without_rules(mask, ruled)
        parts = lines.body_parts(print_mask, letter)
    found = lines.text_lines(parts, mask.shape, letter)
    over, issues = False, tuple[Issue, ...]()
    if settings.turn and found:
        over, issues = _upside_down(page.number, print_mask, gray, found, letter, legibility)
    if over:
        quarter = 180 if quarter == 0 else 270
        mask, print_mask, gray = (orient.turned(i, 180) for i in (mask, print_mask, gray))
        ruled = rules.Rules(orient.turned(ruled.level, 180), orient.turned(ruled.upright, 180))
        found = lines.text_lines(lines.body_parts(print_mask, letter), mask.shape, letter)
    return _Pose(quarter, angle, gray, mask, ruled, found, issues)


def _turned_rules(ruled: rules.Rules, quarter: Rotation, angle: float) -> rules.Rules:
    """Turn the rules with the page; a quarter turn makes level ones upright."""
    level, upright = (orient.turned(i, quarter) for i in (ruled.level, ruled.upright))
    if quarter in (90, 270):
        level, upright = upright, level
    if angle:
        level, upright = (_rotated(i, angle, 0) for i in (level, upright))
    return rules.Rules(level, upright)


def _upside_down(
    number: int,
    print_mask: Mask,
    gray: Gray,
    found: Sequence[TextLine],
    letter: float,
    legibility: Legibility | None,
) -> tuple[bool, tuple[Issue, ...]]:
    """Tell whether level text stands on its head; an issue where that stays unsure."""
    upright = orient.uprightness(print_mask, found, letter)
    if abs(upright.margin) >= SURE_MARGIN:
        return upright.margin < 0, ()
    if legibility is not None:
        gain = orient.reads_better_turned(gray, found, letter, legibility)
        if abs(gain) >= PROBE_SAYS:
            return gain > 0, ()
    if abs(upright.margin) >= DOUBTFUL_MARGIN or upright.lines < 2:
        return upright.margin < 0, ()
    message = "It is not certain which way up this page stands; look at it."
    return upright.margin < 0, (Issue("cleanup", "orientation_uncertain", message, number),)


def _rotated(image: Gray, angle: float, fill: int) -> Gray:
    """Turn a reduced gray page or 0/1 mask by a small angle, degrees counter-clockwise."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1.0)
    moved = cv2.warpAffine(
        image * np.uint8(255) if fill == 0 else image,
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderValue=float(fill),
    )
    return np.asarray(moved >= 128 if fill == 0 else moved, dtype=np.uint8)


def _traces(pose: _Pose, letter: float) -> tuple[tuple[list[Trace], list[Trace]], list[Trace]]:
    """Trace ((baselines, level rules), upright rules) of the posed page."""
    baselines = [lines.trace_baseline(line, letter) for line in pose.lines]
    level, upright = rules.trace_tables(pose.ruled, letter)
    return ([trace for trace in baselines if trace is not None], level), upright


def _straightened(
    pose: _Pose,
    level: Sequence[Trace],
    upright: Sequence[Trace],
    survey: Survey,
    settings: CleanupSettings,
) -> Geometry:
    """Find the exact small angle and, where lines stay bent, their bend."""
    height, width = pose.mask.shape
    fine = skew.fine_skew(level)
    angle = pose.skew_deg + fine
    if abs(angle) < settings.min_skew_deg:
        angle, fine = 0.0, -pose.skew_deg
    geometry = Geometry(pose.rotation, angle)
    if not settings.dewarp:
        return geometry
    centre = (width / 2, height / 2)
    bend = dewarp.fit_bend(
        [trace.turned(-fine, centre) for trace in level],
        [trace.turned(-fine, centre) for trace in upright],
    )
    if bend is None or bend.size < settings.min_bend_inch * survey.ink.dpi:
        return geometry
    return replace(geometry, bend=bend, bend_scale=survey.scale)


def _zoom(page: ScanPage, survey: Survey, settings: CleanupSettings) -> float:
    """Return clean pixels per scan pixel."""
    if page.dpi > settings.max_dpi * DPI_TOLERANCE:
        return settings.max_dpi / page.dpi
    letter = survey.ink.letter / survey.scale
    if page.dpi < settings.min_dpi and letter < READABLE_LETTER:
        return settings.raise_to_dpi / page.dpi
    return 1.0


def _geometry_steps(geometry: Geometry) -> tuple[str, ...]:
    done = {
        "turn": geometry.rotation != 0,
        "deskew": geometry.skew_deg != 0,
        "dewarp": geometry.bend is not None,
        "scale": geometry.zoom != 1.0,
    }
    return tuple(name for name, applied in done.items() if applied)


def _kind_issues(kind: PageKind, number: int) -> tuple[Issue, ...]:
    if kind == "text":
        return ()
    message = {
        "blank": "Nothing is printed on this page; it was not read.",
        "ghost": "Only show-through, a seal or stray marks are on this page; it was not read.",
    }[kind]
    return (Issue("cleanup", f"{kind}_page", message, number, "note"),)
