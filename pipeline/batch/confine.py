"""What a worker process may not do: it parses files that anyone may have made.

Memory, core files and files it writes are limited; it has no network where the system lets a
process give it up; it dies with the program that started it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

_LOG_BYTES = 64 << 20
"""Longest file that a worker may write, bytes: it writes nothing but its log."""

# Linux, <sched.h> and <sys/prctl.h>.
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG = 1


def confine(memory_mb: int, parent: int) -> None:
    """Confine this process for good; ``memory_mb`` 0: no limit; ``parent``: who started it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LOG_BYTES, _LOG_BYTES))
    if memory_mb:
        limit = memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        # Otherwise a killed program would leave workers that read on for nobody.
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        leave_network(libc)


def leave_network(libc: ctypes.CDLL) -> bool:
    """Move this process to a network of its own without any way out; whether that worked.

    Root may; others may where the system lets them make namespaces. Pipes to the program that
    are open already stay.
    """
    alone = 0 if os.geteuid() == 0 else _CLONE_NEWUSER
    return int(libc.unshare(alone | _CLONE_NEWNET)) == 0
