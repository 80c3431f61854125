"""All tests run as a worker does: one thread for each native library, and in English.

How long an example of a property test takes says more about what else the machine does.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from pipeline.batch.worker import ONE_THREAD

os.environ.update(ONE_THREAD)
os.environ["LC_ALL"] = "C.UTF-8"  # help and progress are told in the language of the locale
# Examples are drawn anew on people's machines; where a run decides (CI is set) they are the same
# every time, so that what it says is about the change.
settings.register_profile(
    "kehoach",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("kehoach")
