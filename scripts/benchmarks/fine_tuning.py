"""Figures of the sample that fine-tunes the small language model."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, BenchmarkError, Figure, peak_memory, run

SAMPLE = ROOT / "samples" / "finetuning"
ENVIRONMENT = ROOT / ".venvs" / "language-models"
BASE = ENVIRONMENT / "base-models" / "SmolLM2-135M-Instruct"


def training() -> Iterator[Figure]:
    """Measure the training that the page shows, as the step of its pipeline does it."""
    run(["python3", "scripts/set_up.py", "language-models"])
    python = ENVIRONMENT / "bin" / "python"
    with tempfile.TemporaryDirectory() as folder:
        chats = [SAMPLE / "data" / f"{name}.jsonl" for name in ("train", "validation")]
        run([python, SAMPLE / "code" / "check_data.py", *chats, "--write", "prepared"], cwd=Path(folder))
        started = time.perf_counter()
        tracked = f"MLFLOW_TRACKING_URI=sqlite:///{folder}/runs.db"
        program = [python, SAMPLE / "code" / "train.py", "--base", BASE]
        offline = ["env", "HF_HUB_OFFLINE=1", "OMP_NUM_THREADS=1", tracked]
        peak = peak_memory(
            [*offline, *program, "--prepared", "prepared", "--adapter", "adapter"], Path(folder)
        )
        took = time.perf_counter() - started
        if not (Path(folder) / "adapter" / "adapter_model.safetensors").is_file():
            raise BenchmarkError(f"{SAMPLE / 'code' / 'train.py'} wrote no adapter; run it to see why")
    yield Figure("fine-tuning, the sample's training, wall", took, "s", aim=180)
    yield Figure("fine-tuning, the sample's training, memory", peak, "MiB", aim=4096)
