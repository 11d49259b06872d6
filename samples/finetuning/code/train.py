"""Train a small adapter for a language model (LoRA) on prepared chats; MLflow hears of the loss."""

import argparse
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--base", type=Path, required=True, help="the folder of the model")
parser.add_argument("--prepared", type=Path, required=True, help="the folder with train and validation.jsonl")
parser.add_argument("--epochs", type=int, default=3, help="how often each chat is read")
parser.add_argument("--steps", type=int, default=-1, help="end after so many steps; -1: after the epochs")
parser.add_argument("--adapter", required=True, help="the folder that the adapter is written to")
arguments = parser.parse_args()

# --8<-- [start:model]
import mlflow
import torch
from datasets import load_dataset
from peft import LoraConfig
from transformers import AutoModelForCausalLM, AutoTokenizer, TrainerCallback
from trl import SFTConfig, SFTTrainer

tokenizer = AutoTokenizer.from_pretrained(arguments.base)
model = AutoModelForCausalLM.from_pretrained(arguments.base, dtype=torch.float32)
adapter = LoraConfig(r=8, lora_alpha=16, target_modules="all-linear", task_type="CAUSAL_LM")
files = {name: str(arguments.prepared / f"{name}.jsonl") for name in ("train", "validation")}
chats = load_dataset("json", data_files=files)
# --8<-- [end:model]


# --8<-- [start:log]
class ToMLflow(TrainerCallback):
    def on_log(self, _settings, state, _control, logs, **_more):
        measured = {name: logs[name] for name in ("loss", "eval_loss") if name in logs}
        mlflow.log_metrics({name: float(value) for name, value in measured.items()}, state.global_step)


# --8<-- [end:log]

# --8<-- [start:train]
settings = SFTConfig(
    output_dir="checkpoints",
    num_train_epochs=arguments.epochs,
    max_steps=arguments.steps,
    per_device_train_batch_size=4,
    learning_rate=2e-3,
    max_length=128,
    completion_only_loss=True,
    logging_steps=1,
    eval_strategy="epoch",
    save_strategy="no",
    report_to="none",
    use_cpu=not torch.cuda.is_available(),
    bf16=torch.cuda.is_available(),
    gradient_checkpointing=False,
    disable_tqdm=True,
    seed=7,
)
trainer = SFTTrainer(
    model=model,
    args=settings,
    train_dataset=chats["train"],
    eval_dataset=chats["validation"],
    processing_class=tokenizer,
    peft_config=adapter,
    callbacks=[ToMLflow()],
)
with mlflow.start_run():
    trainer.train()
trainer.save_model(arguments.adapter)
# --8<-- [end:train]

learns, all_weights = trainer.model.get_nb_trainable_parameters()
print(f"{learns} of {all_weights} weights learned, {learns / all_weights:.1%}")
