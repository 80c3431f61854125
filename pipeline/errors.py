"""Everything that can go wrong in a way we foresee, and the exit status it leads to.

KehoachError                 1   base; an unforeseen exception is a defect of ours, also 1
├── UsageError               2   wrong option, wrong settings file
├── InputError               3   this input cannot be read
│   ├── InputNotFoundError       no such file
│   ├── UnreadableError          permission, I/O
│   ├── EmptyInputError          zero bytes or zero pages
│   ├── UnsupportedInputError    not PDF, TIFF, PNG, JPEG or text
│   ├── EncryptedError           needs a password
│   ├── DamagedError             truncated or broken beyond reading
│   └── LimitError               over a limit (pages, pixels, bytes)
├── PageError                    one page cannot be read; the others go on
├── CopyError                    no searchable copy can be made of a document
├── OutputError              4   the output folder cannot be written
├── DecisionConflictError    1   a reviewer's decision came after another's on the same cell
└── MissingError             4   this machine lacks something (see `kehoach doctor`)
    └── OcrError                 the OCR engine broke on a page
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit statuses of the program (CONTRACT)."""

    OK = 0
    DEFECT = 1
    USAGE = 2
    INPUT = 3
    MISSING = 4
    SOME_FAILED = 5
    ALL_FAILED = 6
    INTERRUPTED = 130


class KehoachError(Exception):
    """Base of all foreseen errors.

    message   what and where, in plain words, no full stop needed.
    advice    what to do about it, one sentence; may be empty.
    """

    exit_code: ExitCode = ExitCode.DEFECT

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        said = self.message.rstrip(".") + "."
        return f"{said} {self.advice}" if self.advice else said


class UsageError(KehoachError):
    exit_code = ExitCode.USAGE


class InputError(KehoachError):
    exit_code = ExitCode.INPUT


class InputNotFoundError(InputError):
    pass


class UnreadableError(InputError):
    pass


class EmptyInputError(InputError):
    pass


class UnsupportedInputError(InputError):
    pass


class EncryptedError(InputError):
    pass


class DamagedError(InputError):
    pass


class LimitError(InputError):
    pass


class PageError(KehoachError):
    """One page cannot be read; ``page`` is 1-based."""

    exit_code = ExitCode.INPUT

    def __init__(self, page: int, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.args = (page, message, advice)
        self.page = page


class CopyError(KehoachError):
    exit_code = ExitCode.INPUT


class OutputError(KehoachError):
    exit_code = ExitCode.MISSING


class DecisionConflictError(KehoachError):
    pass


class MissingError(KehoachError):
    exit_code = ExitCode.MISSING


class OcrError(MissingError):
    pass
