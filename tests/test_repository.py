"""The repository itself: nothing of one machine in it, and documents that say what is there."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS, build_parser

ROOT = Path(__file__).parents[1]


def texts() -> dict[str, str]:
    """Every text file that git keeps."""
    named = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if named.returncode:
        pytest.skip("not a git checkout")
    found = {}
    for name in filter(None, named.stdout.split("\0")):
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in data:
            found[name] = data.decode("utf-8")
    return found


def test_lock_files_pin_every_package_with_hashes_and_no_address() -> None:
    for kind in ("", "-dev", "-bench", "-ray"):
        name = f"requirements{kind}.lock"
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*-(i|f|-index-url|-extra-index-url|-find-links)\b", text, re.M)
        blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
        assert len(blocks) > 20
        assert all("==" in block and "--hash=sha256:" in block for block in blocks)


def test_every_dependency_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"requirements.lock": project["dependencies"]}
    extras = dict(project["optional-dependencies"])
    for apart in ("bench", "train", "ray"):
        groups[f"requirements-{apart}.lock"] = groups["requirements.lock"] + extras.pop(apart)
    groups["requirements-dev.lock"] = groups["requirements.lock"] + [
        need for extra in extras.values() for need in extra
    ]
    for name, needs in groups.items():
        text = (ROOT / name).read_text(encoding="utf-8").lower()
        for need in needs:
            package = re.split(r"[<>=\[ ]", need)[0].lower().replace("_", "-")
            assert re.search(rf"^{re.escape(package)}==", text, re.M), f"{package}: run make lock"


def test_both_locks_agree() -> None:
    run, dev = (
        set(re.findall(r"^([\w.-]+==\S+)", (ROOT / name).read_text(encoding="utf-8"), re.M))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert run <= dev


def test_nothing_names_a_machine_or_a_registry() -> None:
    # Put together here, so that this file does not hold them.
    roots = ("work", "root", "home/[a-z]+", "tmp/v", "opt/pypi")
    here = re.compile(r"(?<![\w.~])/(" + "|".join(roots) + r")/[\w.]")
    registry = re.compile("|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org")))
    wrong = [
        f"{name}: {match[0]}"
        for name, text in texts().items()
        for pattern in (here, registry)
        for match in [pattern.search(text)]
        if match
    ]
    assert not wrong


def test_documents_speak_of_the_program_only() -> None:
    # Cut in two, so that this file does not hold them.
    cut = ("chat gpt", "cla ude", "co pilot", "l lm", "sess ion", "help er", "assist ant", "to do")
    words = re.compile(r"\b(" + "|".join(word.replace(" ", "") for word in cut) + r")s?\b", re.I)
    wrong = [
        f"{name}: {match[0]}"
        for name, text in texts().items()
        if name.endswith(".md") and (match := words.search(text))
    ]
    assert not wrong


def test_decisions_are_numbered_and_of_one_form() -> None:
    notes = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(note.name[:4]) for note in notes]
    assert numbers == list(range(1, len(notes) + 1))
    for note in notes:
        text = note.read_text(encoding="utf-8")
        assert text.startswith(f"# {note.name[:4]} ")
        heads = re.findall(r"^## (.+)$", text, re.M)
        assert heads == ["Context", "Measurement", "Decision", "Consequences"], note.name


def test_what_the_readmes_name_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    for name in ("README.md", "README.vi.md", "CONTRIBUTING.md", "docs/huong-dan.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        commands = re.findall(r"(?:bin/|`)kehoach ([a-z]+)", text)
        assert set(commands) <= set(COMMANDS)
        assert set(re.findall(r"^make ([a-z]+)", text, re.M)) <= targets
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            assert link.startswith("http") or (ROOT / link).exists(), f"{name}: {link}"


def test_every_command_that_people_are_shown_can_be_typed() -> None:
    shown = 0
    for name in ("README.md", "README.vi.md", "docs/huong-dan.md", "docs/review.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = "".join(re.findall(r"```sh\n(.*?)```", text, re.S))
        for line in re.findall(r"^(?:LANG=\S+ )?(?:\.venv/bin/)?kehoach (.+)$", blocks, re.M):
            words = shlex.split(line, comments=True)
            typed = words[: words.index(">")] if ">" in words else words
            if typed[-1] == "--help":
                continue
            build_parser(typed[0]).parse_args(typed)
            shown += 1
    assert shown > 50


def test_both_readmes_show_the_same_commands() -> None:
    english, vietnamese = (
        re.findall(r"```\w+\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S)
        for name in ("README.md", "README.vi.md")
    )

    def verbs(blocks: list[str]) -> list[str]:
        return re.findall(r"make \w+|kehoach (?:--)?\w+|pd\.\w+", "".join(blocks))

    assert verbs(english) == verbs(vietnamese)
