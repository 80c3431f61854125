"""Days of the calendar."""

from __future__ import annotations

import calendar
from datetime import date


def last_day(year: int, month: int) -> date:
    """Return a month's last day."""
    return date(year, month, calendar.monthrange(year, month)[1])
