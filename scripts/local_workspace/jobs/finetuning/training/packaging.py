# pyright: basic, reportMissingImports=false, reportPrivateImportUsage=false
"""Writes a trained model in the format of MLflow, as the output of a fine-tuning job is declared."""

from pathlib import Path

import mlflow
import torch
import yaml
from transformers import PreTrainedModel, PreTrainedTokenizerBase

CONDA = Path(__file__).with_name("conda.yml")


def save(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, folder: Path) -> None:
    """Write the weights in bfloat16, half of what training needs, with the packages that can load them."""
    mlflow.transformers.save_model(
        {"model": model.to(torch.bfloat16), "tokenizer": tokenizer},
        str(folder),
        task="llm/v1/chat",
        conda_env=yaml.safe_load(CONDA.read_text("utf-8")),
    )
