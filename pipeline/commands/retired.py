"""What is told of files that are out of the tables and not deleted yet."""

from __future__ import annotations

from pathlib import Path

from pipeline.store.layout import hidden
from pipeline.store.switch import RETIRED_SECONDS


def retired(out: Path) -> list[str]:
    """Return what to tell of the old files that are kept for a while, nothing where there are none.

    A command that has just rearranged the tables says it.
    """
    folder = hidden(out, "retired")
    if not folder.is_dir() or not any(folder.iterdir()):
        return []
    minutes = f"{RETIRED_SECONDS / 60:.0f}"
    return [
        f"tệp cũ giữ ở {folder} cho chương trình đang đọc; lệnh ghi đầu tiên sau {minutes} phút "
        "sẽ xóa · the old files stay there for programs that are reading; the first command that "
        f"writes after {minutes} minutes removes them"
    ]
