"""All tests run as a worker does: one thread for each native library."""

from __future__ import annotations

import os

from pipeline.batch.worker import ONE_THREAD

os.environ.update(ONE_THREAD)
