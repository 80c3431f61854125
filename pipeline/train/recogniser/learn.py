"""Training: as many lines as were asked for, seeded, stopped and taken up again at any time."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn

from pipeline.train.recogniser.alphabet import BLANK, numbers_of, text_of
from pipeline.train.recogniser.batches import Batch, Plan, stream
from pipeline.train.recogniser.measure import Errors, errors_of
from pipeline.train.recogniser.network import Recogniser, Shape, given, steps_of
from pipeline.train.recogniser.texts import Texts

_WARM: Final = 8_000  # lines until the rate of learning is full
_COOL: Final = 0.3  # share of all lines over which it falls to nothing
_CLIP: Final = 5.0  # of the gradient's length: a rare unreadable line is not to throw it off
_DECAY: Final = 0.01
_MEAN_OVER: Final = 50  # about so many states, _FOLLOW batches apart, are averaged and kept
_FOLLOW: Final = 8
CHECKPOINT: Final = "checkpoint.pt"
LOG: Final = "curve.jsonl"


@dataclass(frozen=True, slots=True)
class Training:
    """How long and how fast to learn.

    lines         to see in all, to the end of a draw; may be another number when training is
                  taken up again.
    rate          of learning at its highest, for AdamW.
    processes     that make lines; 0: this one, between batches.
    save_s        seconds between checkpoints.
    measure_every lines between measurements.
    """

    plan: Plan
    lines: int
    rate: float = 3e-3
    processes: int = 1
    save_s: float = 120.0
    measure_every: int = 20_000


@dataclass(slots=True)
class _State:
    """What a checkpoint holds: networks, optimiser, how far it is."""

    network: Recogniser
    mean: Recogniser
    optimiser: torch.optim.Optimizer
    draw: int = 0
    lines: int = 0
    seconds: float = 0.0
    batches: int = 0


def learn(
    texts: Texts,
    training: Training,
    folder: Path,
    tests: Mapping[str, Sequence[Batch]],
    stop: Callable[[], bool] = lambda: False,
) -> Recogniser:
    """Train in ``folder``, from its checkpoint where there is one; return the averaged network.

    tests   named batches that are measured now and then, and noted in the curve.
    stop    asked between draws: whether to leave off, to go on another time.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(int.from_bytes(training.plan.seed.encode()[:6], "big"))
    state = _opened(folder, training, device)
    started, saved, before = time.monotonic(), time.monotonic(), state.seconds
    losses: list[float] = []
    due = state.lines + training.measure_every
    for number, batch in stream(texts, training.plan, state.draw, training.processes):
        state.seconds = before + time.monotonic() - started
        if number != state.draw:
            state.draw = number
            if time.monotonic() - saved > training.save_s:
                _save(state, folder)
                saved = time.monotonic()
            if stop() or state.lines >= training.lines:
                break
        losses.append(_step(state, batch, training, device))
        if state.lines >= due or state.batches % 200 == 0:
            measured = state.lines >= due
            _note(folder, state, losses, tests if measured else {}, training)
            losses.clear()
            due += training.measure_every if measured else 0
    _note(folder, state, losses, tests, training)
    _save(state, folder)
    return state.mean


def _step(state: _State, batch: Batch, training: Training, device: torch.device) -> float:
    """Learn from one batch; return its loss per letter."""
    for group in state.optimiser.param_groups:
        group["lr"] = rate(state.lines, training)
    state.network.train()
    images = given(torch.from_numpy(batch.images).to(device))
    images = images.contiguous(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16):
        scores = state.network(images)
    loss = _loss(scores.float(), batch, device)
    loss.backward()
    nn.utils.clip_grad_norm_(state.network.parameters(), _CLIP)
    state.optimiser.step()
    state.optimiser.zero_grad(set_to_none=True)
    state.lines += len(batch.texts)
    state.batches += 1
    if state.batches % _FOLLOW == 0:
        _follow(state)
    return float(loss.detach())


def rate(lines: int, training: Training) -> float:
    """Return the rate of learning after so many lines: up, level, down to nothing."""
    up = min(1.0, (lines + 1) / _WARM)
    down = min(1.0, max(training.lines - lines, 0) / (_COOL * training.lines))
    return training.rate * up * down


def _loss(scores: Tensor, batch: Batch, device: torch.device) -> Tensor:
    chances = scores.log_softmax(1).permute(2, 0, 1)
    numbers = [numbers_of(text) for text in batch.texts]
    flat = torch.tensor([number for line in numbers for number in line], dtype=torch.long)
    lengths = torch.tensor([len(line) for line in numbers], dtype=torch.long)
    steps = steps_of(torch.from_numpy(batch.widths))
    losses = nn.functional.ctc_loss(
        chances, flat.to(device), steps, lengths, BLANK, reduction="sum", zero_infinity=True
    )
    return losses / max(int(lengths.sum()), 1)


def _follow(state: _State) -> None:
    """Move the averaged network a little towards the trained one."""
    share = 1 / min(state.batches / _FOLLOW / 10 + 1, _MEAN_OVER)
    with torch.no_grad():
        pairs = zip(
            state.mean.state_dict().values(), state.network.state_dict().values(), strict=True
        )
        for kept, new in pairs:
            if kept.dtype.is_floating_point:
                kept.lerp_(new, share)
            else:
                kept.copy_(new)


def read(network: Recogniser, batches: Sequence[Batch]) -> list[tuple[str, str]]:
    """Return (printed, read) of every line, the likeliest character taken at every step."""
    device = next(network.parameters()).device
    network.eval()
    pairs: list[tuple[str, str]] = []
    with torch.inference_mode():
        for batch in batches:
            best = network(given(torch.from_numpy(batch.images).to(device))).argmax(1).cpu()
            steps = steps_of(torch.from_numpy(batch.widths))
            for printed, line, count in zip(batch.texts, best.numpy(), steps.tolist(), strict=True):
                own = line[:count]
                changed = np.concatenate([[True], own[1:] != own[:-1]])
                pairs.append((printed, " ".join(text_of(own[changed].tolist()).split())))
    return pairs


def _note(
    folder: Path,
    state: _State,
    losses: list[float],
    tests: Mapping[str, Sequence[Batch]],
    training: Training,
) -> None:
    """Add a row to the curve."""
    row: dict[str, Any] = {
        "lines": state.lines,
        "seconds": round(state.seconds, 1),
        "cpu_seconds": round(time.process_time(), 1),
        "rate": round(rate(state.lines, training), 6),
        "loss": round(sum(losses) / max(len(losses), 1), 4),
    }
    for name, batches in tests.items():
        errors: Errors = errors_of(read(state.mean, batches))
        row[f"{name}_letters"] = round(errors.letter_share, 5)
        row[f"{name}_words"] = round(errors.word_share, 5)
    with (folder / LOG).open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def _opened(folder: Path, training: Training, device: torch.device) -> _State:
    """Begin, or take up the training of ``folder`` where it stopped."""
    path = folder / CHECKPOINT
    saved = torch.load(path, map_location=device, weights_only=True) if path.exists() else None
    network = Recogniser(Shape(**saved["shape"]) if saved else Shape())
    network = network.to(device).to(memory_format=torch.channels_last)
    mean = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(
        network.parameters(), training.rate, weight_decay=_DECAY, fused=True
    )
    state = _State(network, mean, optimiser)
    if saved:
        network.load_state_dict(saved["network"])
        mean.load_state_dict(saved["mean"])
        optimiser.load_state_dict(saved["optimiser"])
        state.draw, state.lines = saved["draw"], saved["lines"]
        state.seconds, state.batches = saved["seconds"], saved["batches"]
    return state


def _save(state: _State, folder: Path) -> None:
    """Write the checkpoint whole or not at all."""
    data = {
        "shape": asdict(state.network.shape),
        "network": state.network.state_dict(),
        "mean": state.mean.state_dict(),
        "optimiser": state.optimiser.state_dict(),
        "draw": state.draw,
        "lines": state.lines,
        "seconds": state.seconds,
        "batches": state.batches,
    }
    new = folder / f"{CHECKPOINT}.new"
    torch.save(data, new)
    new.replace(folder / CHECKPOINT)
