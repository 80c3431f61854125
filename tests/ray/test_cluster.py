"""A real cluster of two nodes on this machine, of which one dies; run by ``make test-ray``."""

from __future__ import annotations

import importlib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.inputs import find
from pipeline.batch.ray_executor import run_ray
from pipeline.batch.run import Batch
from pipeline.settings import Settings
from pipeline.store.folder import open_store
from pipeline.store.read import read_documents, read_tasks
from tests.faults.fake_reader import fake_reader, write_wish
from tests.faults.test_batch import Quiet

ray: Any = pytest.importorskip("ray", reason="make test-ray installs it")
pytestmark = pytest.mark.filterwarnings("ignore")
COUNT = 16
ROOT = Path(__file__).parents[2]


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    utils: Any = importlib.import_module("ray.cluster_utils")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    made = utils.Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    ray.init(address=made.address, log_to_driver=False)
    yield made
    ray.shutdown()
    made.shutdown()


def test_a_node_that_dies_costs_no_document(tmp_path: Path, cluster: Any) -> None:
    log = tmp_path / "log"
    for i in range(COUNT):
        write_wish(tmp_path / "in" / f"{i}.txt", log=str(log), tasks=2, pages=2, seconds=0.3)
    write_wish(tmp_path / "in" / "killed.txt", do="killed")
    write_wish(tmp_path / "in" / "locked.txt", do="encrypted")
    second = cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()

    def kill_when_busy() -> None:
        while not log.exists() or len(log.read_text().splitlines()) < 5:
            time.sleep(0.05)
        cluster.remove_node(second, allow_graceful=False)

    killer = threading.Thread(target=kill_when_busy)
    killer.start()
    with open_store(tmp_path / "out") as store:
        batch = Batch(Settings(), fake_reader, store, Quiet(), execute=run_ray)
        report = batch.run(find([str(tmp_path / "in")]).files)
    killer.join()
    assert len(cluster.list_all_nodes()) == 1
    assert report.done == COUNT
    kinds = {Path(entry.path).name: entry.kind for entry in report.failed}
    assert kinds == {"killed.txt": "crash", "locked.txt": "input"}
    read = Counter(log.read_text().splitlines())
    assert len(read) == COUNT
    assert read.total() <= COUNT + 2, "only what the dead node had is read twice"
    documents = read_documents(tmp_path / "out")
    assert Counter(documents["status"]) == {"done": COUNT, "failed": 2}
    assert len(read_tasks(tmp_path / "out")) == 2 * COUNT
