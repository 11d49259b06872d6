# pyright: basic, reportMissingImports=false, reportPrivateImportUsage=false
"""One training: the weights of the base model, or a small adapter beside them, learn to give the answers."""

from pathlib import Path
from typing import Any

import mlflow
import torch
from datasets import Dataset
from peft import LoraConfig, PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel, TrainerCallback
from trl import SFTConfig, SFTTrainer

from .chats import Chat
from .packaging import save

MEASURED = ("loss", "eval_loss", "learning_rate", "epoch")
"""What is logged of a training; named as transformers names it."""


class Logged(TrainerCallback):
    """Passes on to MLflow what the trainer measures."""

    def on_log(self, _args: Any, state: Any, _control: Any, logs: Any = None, **_: Any) -> None:
        """Log the numbers that the trainer has just measured."""
        found = {name: float(logs[name]) for name in MEASURED if name in logs}
        mlflow.log_metrics(found, step=state.global_step)


def run(task: dict[str, Any], train: list[Chat], validation: list[Chat]) -> None:
    """Train on chats, and write the model into the folder that the task names."""
    torch.set_num_threads(1)
    base, chosen = Path(task["model"]), task["hyperparameters"]
    tokenizer = AutoTokenizer.from_pretrained(folder_with(base, "tokenizer_config.json"))
    weights = folder_with(base, "config.json")
    model = AutoModelForCausalLM.from_pretrained(weights, dtype=torch.float32)
    mlflow.log_params(chosen)
    trainer = SFTTrainer(
        model=model,
        args=_arguments(chosen, model, evaluated=bool(validation)),
        train_dataset=Dataset.from_list(train),
        eval_dataset=Dataset.from_list(validation) if validation else None,
        processing_class=tokenizer,
        peft_config=_adapter(chosen),
        callbacks=[Logged()],
    )
    trainer.train()
    save(_whole(trainer.model), tokenizer, Path(task["output"]))


def folder_with(model: Path, file: str) -> Path:
    """Where a part of a model lies: in its folder, or in one below, as MLflow has it.

    Raises:
        FileNotFoundError: it is no model that transformers can load.
    """
    found = sorted(model.rglob(file), key=lambda path: len(path.parts))
    if not found:
        raise FileNotFoundError(f"there is no {file} in {model.name}: transformers cannot load this model")
    return found[0].parent


def _arguments(chosen: dict[str, Any], model: PreTrainedModel, *, evaluated: bool) -> SFTConfig:
    same = {name: value for name, value in chosen.items() if not name.startswith(("lora_", "apply_lora"))}
    return SFTConfig(
        **same,
        output_dir="checkpoints",
        completion_only_loss=True,
        max_length=model.config.max_position_embeddings,
        eval_strategy="epoch" if evaluated else "no",
        save_strategy="no",
        report_to=[],
        use_cpu=True,
        bf16=False,
        gradient_checkpointing=False,
        disable_tqdm=True,
    )


def _adapter(chosen: dict[str, Any]) -> LoraConfig | None:
    if chosen["apply_lora"] != "true":
        return None
    return LoraConfig(
        r=chosen["lora_r"],
        lora_alpha=chosen["lora_alpha"],
        lora_dropout=chosen["lora_dropout"],
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )


def _whole(model: Any) -> PreTrainedModel:
    """The model with the adapter in its weights, as the component of Azure does it unless told otherwise."""
    return model.merge_and_unload() if isinstance(model, PeftModel) else model
