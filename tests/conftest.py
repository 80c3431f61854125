"""All tests run as a worker does: one thread for each native library.

How long an example of a property test takes says more about what else the machine does.
"""

from __future__ import annotations

import os

from hypothesis import settings

from pipeline.batch.worker import ONE_THREAD

os.environ.update(ONE_THREAD)
settings.register_profile("kehoach", deadline=None)
settings.load_profile("kehoach")
