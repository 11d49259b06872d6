"""The hyperparameters that a fine-tuning job of a custom model may name, with Azure's names and defaults.

Source: Azure/azureml-assets, training/finetune_acft_hf_nlp/components/finetune/chat_completion/spec.yaml,
version 0.0.52 (read 2026-11-21). That the service refuses a name outside of this list is unverified.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local_workspace.arm import Json
from local_workspace.errors import ArmError, not_implemented, user_error

SCHEDULES = (
    *("linear", "cosine", "cosine_with_restarts", "polynomial", "constant"),
    "constant_with_warmup",
)


@dataclass(frozen=True)
class Hyperparameter:
    """One that is served: what it may be, and what it is when it is not given."""

    default: Any
    least: float | None = None
    """The smallest value, or None for any."""
    choices: tuple[str, ...] = ()

    def parse(self, name: str, given: Any) -> Any:
        """The value in its type; the SDK sends each as a string, REST clients send numbers too.

        Raises:
            ArmError: it is of another type, too small or no choice.
        """
        value = self._typed(str(given).strip())
        if value is None:
            raise bad(f"The hyperparameter {name} is {given!r}; it must be {self._wanted()}.")
        return value

    def _typed(self, text: str) -> Any:
        if self.choices:
            return text if text in self.choices else None
        try:
            value = type(self.default)(text)
        except ValueError:
            return None
        # Not a number is smaller than nothing.
        return value if self.least is None or value >= self.least else None

    def _wanted(self) -> str:
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        kind = "a whole number" if isinstance(self.default, int) else "a number"
        return kind if self.least is None else f"{kind} of at least {self.least:g}"


_FLAG = ("true", "false")
SERVED: Mapping[str, Hyperparameter] = {
    "apply_lora": Hyperparameter("false", choices=_FLAG),
    "gradient_accumulation_steps": Hyperparameter(1, 1),
    "learning_rate": Hyperparameter(0.00002, 0.0),
    "logging_steps": Hyperparameter(10, 1),
    "lora_alpha": Hyperparameter(128, 1),
    "lora_dropout": Hyperparameter(0.0, 0.0),
    "lora_r": Hyperparameter(8, 1),
    "lr_scheduler_type": Hyperparameter("linear", choices=SCHEDULES),
    "max_grad_norm": Hyperparameter(1.0, 0.0),
    "max_steps": Hyperparameter(-1, -1),
    "num_train_epochs": Hyperparameter(1, 1),
    "per_device_eval_batch_size": Hyperparameter(1, 1),
    "per_device_train_batch_size": Hyperparameter(1, 1),
    "seed": Hyperparameter(42, 0),
    "warmup_steps": Hyperparameter(0, 0),
    "weight_decay": Hyperparameter(0.0, 0.0),
}
ELSEWHERE = (
    *("adam_beta1", "adam_beta2", "adam_epsilon", "apply_deepspeed", "apply_early_stopping", "apply_ort"),
    *("auto_find_batch_size", "dataloader_num_workers", "deepspeed", "deepspeed_stage"),
    *("early_stopping_patience", "early_stopping_threshold", "enable_full_determinism"),
    *("eval_accumulation_steps", "eval_steps", "evaluation_steps_interval", "evaluation_strategy"),
    *("ignore_mismatched_sizes", "logging_strategy", "merge_lora_weights", "metric_for_best_model"),
    *("optim", "precision", "resume_from_checkpoint", "save_total_limit"),
)
"""Those that Azure has beside them."""


def parse(given: Json) -> Json:
    """All hyperparameters of a job in their types, those that are not given with their defaults.

    Raises:
        ArmError: one is unknown, not served here, or has no such value.
    """
    for name in given:
        if name in ELSEWHERE:
            raise not_implemented(f"the hyperparameter {name} of a fine-tuning job")
        if name not in SERVED:
            raise bad(f"There is no hyperparameter {name!r}; there are {', '.join(SERVED)}.")
    return {
        name: each.default if given.get(name) is None else each.parse(name, given[name])
        for name, each in SERVED.items()
    }


def bad(message: str) -> ArmError:
    """The refusal of a fine-tuning job; its wording is unverified."""
    return user_error(400, message, "BadArgument", "ArgumentInvalid")
