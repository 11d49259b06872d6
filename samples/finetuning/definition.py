"""The pipeline in Python: prepare, train, ask before and after, merge and register."""

import sys

sys.path.append(".")
from workspace.names import COMPUTE, INSTANCE_TYPE

# isort: split
# --8<-- [start:pipeline]
from azure.ai.ml import Input, load_component
from azure.ai.ml.dsl import pipeline

prepare_chats = load_component("finetuning/prepare.yml")
train_adapter = load_component("finetuning/train.yml")
ask_before_and_after = load_component("finetuning/evaluate.yml")
merge_and_register = load_component("finetuning/register.yml")


def limit(*steps):
    for step in steps:
        step.set_limits(timeout=1800)
        step.set_resources(instance_type=INSTANCE_TYPE)
        step.environment_variables = {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}


@pipeline(display_name="Lumivik, fine-tuned", default_compute=COMPUTE or "serverless")
def fine_tune(
    base: Input(type="custom_model"),
    train: Input(type="uri_file"),
    validation: Input(type="uri_file"),
    questions: Input(type="uri_file"),
):
    prepare = prepare_chats(base=base, train=train, validation=validation)
    learn = train_adapter(base=base, prepared=prepare.outputs.prepared)
    ask = ask_before_and_after(base=base, adapter=learn.outputs.adapter, questions=questions)
    register = merge_and_register(base=base, adapter=learn.outputs.adapter, report=ask.outputs.report)
    limit(prepare, learn, ask, register)
    return {"report": ask.outputs.report, "model": register.outputs.model}


# --8<-- [end:pipeline]
