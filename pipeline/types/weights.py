"""Trained weights as they come from disk, already checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """One file of the registry: what it is called, its bytes, and their SHA-256."""

    name: str
    sha256: str
    data: bytes
