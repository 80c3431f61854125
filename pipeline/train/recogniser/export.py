"""The trained network as an ONNX file that says itself what its numbers mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from pipeline.ocr.strip import HEIGHT
from pipeline.store.textfile import write_file
from pipeline.train.recogniser.alphabet import ALPHABET
from pipeline.train.recogniser.network import STEP, Added, Recogniser

_OPSET: Final = 17
_IR: Final = 8  # the oldest format of files that holds this opset


def write_model(network: Recogniser, path: Path) -> None:
    """Write the network to ``path``, with its alphabet and measures inside. Raises OutputError.

    uint8 ``strips`` (n, HEIGHT, w) → ``chances`` (n, steps, characters + 1), summing to 1.
    Normalisations are folded into the convolutions before them.
    """
    graph = _Graph()
    graph.add("Cast", ["strips"], "float", to=TensorProto.FLOAT)
    graph.add("Mul", ["float", graph.weight(np.float32(-1 / 255))], "negative")
    graph.add("Add", ["negative", graph.weight(np.float32(1))], "ink")
    graph.add("Unsqueeze", ["ink", graph.weight(np.array([1]))], "planes")
    name = "planes"
    for part in (network.seeing, network.reading, network.naming):
        name = graph.module(part, name)
    graph.add("Squeeze", [name, graph.weight(np.array([2]))], "scores")
    graph.add("Transpose", ["scores"], "steps", perm=[0, 2, 1])
    graph.add("Softmax", ["steps"], "chances", axis=-1)
    write_file(path, graph.model().SerializeToString())


class _Graph:
    """Nodes and weights in the order of the network."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def weight(self, values: NDArray[Any] | np.generic) -> str:
        name = f"w{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def add(self, kind: str, given: list[str], made: str = "", **options: Any) -> str:
        made = made or f"x{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, given, [made], **options))
        return made

    def module(self, module: nn.Module, given: str) -> str:
        """Add a part of the network; return the name of what it makes."""
        if isinstance(module, Added):
            return self.add("Add", [given, self.module(module.inner, given)])
        if isinstance(module, nn.ReLU):
            return self.add("Relu", [given])
        if isinstance(module, nn.Conv2d):
            return self._convolution(module, None, given)
        if not isinstance(module, nn.Sequential):
            raise TypeError(f"no way to write {type(module).__name__}")
        parts = list(module)
        while parts:
            part = parts.pop(0)
            if isinstance(part, nn.Conv2d) and parts and isinstance(parts[0], nn.BatchNorm2d):
                given = self._convolution(part, parts.pop(0), given)
            else:
                given = self.module(part, given)
        return given

    def _convolution(self, conv: nn.Conv2d, norm: nn.Module | None, given: str) -> str:
        values = _numpy(conv.weight)
        bias = np.zeros(len(values), np.float32) if conv.bias is None else _numpy(conv.bias)
        if isinstance(norm, nn.BatchNorm2d):
            spread = np.sqrt(_numpy(norm.running_var) + norm.eps)
            scale = _numpy(norm.weight) / spread
            bias = (bias - _numpy(norm.running_mean)) * scale + _numpy(norm.bias)
            values = values * scale[:, None, None, None]
        high, wide = (int(side) for side in conv.padding)
        return self.add(
            "Conv",
            [given, self.weight(values.astype(np.float32)), self.weight(bias.astype(np.float32))],
            kernel_shape=list(conv.kernel_size),
            strides=list(conv.stride),
            dilations=list(conv.dilation),
            pads=[high, wide, high, wide],
        )

    def model(self) -> Any:
        strips = helper.make_tensor_value_info("strips", TensorProto.UINT8, ["n", HEIGHT, "w"])
        size = len(ALPHABET) + 1
        chances = helper.make_tensor_value_info("chances", TensorProto.FLOAT, ["n", "steps", size])
        graph = helper.make_graph(self._nodes, "recogniser", [strips], [chances], self._weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
        model.ir_version = _IR
        told = {"alphabet": ALPHABET, "step": str(STEP), "height": str(HEIGHT)}
        helper.set_model_props(model, told)
        onnx.checker.check_model(model)
        return model


def _numpy(tensor: Any) -> NDArray[np.float32]:
    values: NDArray[np.float32] = tensor.detach().float().cpu().numpy()
    return values
