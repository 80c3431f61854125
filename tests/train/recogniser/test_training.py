"""Training, where PyTorch is installed: a network learns, stops and goes on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.ocr.strip import HEIGHT

torch = pytest.importorskip("torch")

from pipeline.store.weights import load_recogniser  # noqa: E402
from pipeline.train.recogniser import learn as learning  # noqa: E402
from pipeline.train.recogniser.batches import Plan, draw  # noqa: E402
from pipeline.train.recogniser.learn import Training, learn, rate, read  # noqa: E402
from pipeline.train.recogniser.measure import errors_of  # noqa: E402
from pipeline.train.recogniser.network import Recogniser, Shape, given  # noqa: E402
from pipeline.train.recogniser.texts import composed, gather  # noqa: E402

PLAN = Plan("tiny", size=4, growing=0)


def training(lines: int) -> Training:
    return Training(PLAN, lines, processes=0, measure_every=10**9)


def test_a_few_lines_are_learnt_by_heart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = gather([composed()], "test")
    batches = draw(texts, Plan("heart", size=2, growing=10**9), 0)[:2]
    endless = ((0, batch) for _ in range(10_000) for batch in batches)
    monkeypatch.setattr(learning, "stream", lambda *_: endless)
    monkeypatch.setattr(learning, "_WARM", 50)
    network = learn(texts, training(400), tmp_path, {"same": batches})
    assert errors_of(read(network, batches)).letter_share < 0.15
    rows = [json.loads(row) for row in (tmp_path / learning.LOG).read_text().splitlines()]
    assert rows[-1]["lines"] >= 400
    assert rows[-1]["same_letters"] < 0.15


def test_a_stopped_training_goes_on(tmp_path: Path) -> None:
    texts = gather([composed()], "test")
    asked = iter([False, True])
    learn(texts, training(4000), tmp_path, {}, lambda: next(asked))
    first = torch.load(tmp_path / learning.CHECKPOINT, weights_only=True)
    learn(texts, training(80), tmp_path, {})
    later = torch.load(tmp_path / learning.CHECKPOINT, weights_only=True)
    assert 0 < first["lines"] < 80
    assert later["lines"] >= 80
    assert later["draw"] > first["draw"]
    assert later["batches"] > first["batches"]


def test_the_rate_rises_stays_and_falls() -> None:
    plan = training(100_000)
    assert rate(0, plan) < rate(4000, plan) < rate(8000, plan) == rate(60_000, plan) == plan.rate
    assert rate(90_000, plan) < plan.rate
    assert rate(100_000, plan) == 0


def test_the_model_reads_as_the_network_does(tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    from pipeline.ocr.kehoach import KehoachEngine  # noqa: PLC0415
    from pipeline.train.recogniser.export import write_model  # noqa: PLC0415

    torch.manual_seed(1)
    network = Recogniser(Shape(stem=4, low=4, high=4, wide=8, dilations=(1, 2)))
    network.train()
    network(torch.rand(4, 1, HEIGHT, 64))  # so that there is something to normalise by
    write_model(network, tmp_path / "tiny.onnx")
    engine = KehoachEngine(load_recogniser(str(tmp_path / "tiny.onnx")))
    strip = np.random.default_rng(0).integers(0, 256, (HEIGHT, 61), np.uint8)
    (shipped,) = engine.chances([strip])
    with torch.inference_mode():
        scores = network.eval()(given(torch.from_numpy(strip[None])))
    np.testing.assert_allclose(shipped, scores[0].softmax(0).T.numpy(), atol=1e-5)
