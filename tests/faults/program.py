"""The program as people start it, but for its reader, which is the fake one."""

from __future__ import annotations

import sys

import pipeline.batch.flow_reader
import pipeline.commands.extract
from pipeline.cli import main
from tests.faults.fake_reader import fake_reader

if __name__ == "__main__":
    pipeline.batch.flow_reader.flow_reader = fake_reader
    sys.exit(main())
