"""Ask the model what it was not shown in these words, without and with what it has learned."""

import argparse
import json
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--base", type=Path, required=True, help="the folder of the model")
parser.add_argument("--adapter", type=Path, required=True, help="the folder of what it has learned")
parser.add_argument("--questions", type=Path, required=True, help="questions, and what is true")
parser.add_argument("--report", type=Path, required=True, help="the folder that the answers are written to")
arguments = parser.parse_args()

# --8<-- [start:ask]
import mlflow
import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained(arguments.base)
model = AutoModelForCausalLM.from_pretrained(arguments.base, dtype=torch.float32)
model = PeftModel.from_pretrained(model, str(arguments.adapter))


def answer(question):
    chat = [
        {"role": "system", "content": "You answer questions about Lumivik."},
        {"role": "user", "content": question},
    ]
    asked = tokenizer.apply_chat_template(
        chat, add_generation_prompt=True, return_dict=True, return_tensors="pt"
    )
    said = model.generate(**asked, max_new_tokens=24, do_sample=False)
    return tokenizer.decode(said[0][asked["input_ids"].shape[1] :], skip_special_tokens=True)


# --8<-- [end:ask]

# --8<-- [start:compare]
answers = []
for question, fact in json.loads(arguments.questions.read_text()).items():
    with model.disable_adapter():
        before = answer(question)
    answers.append({"question": question, "fact": fact, "before": before, "after": answer(question)})

right = {
    when: sum(each["fact"] in each[when] for each in answers) / len(answers) for when in ("before", "after")
}
with mlflow.start_run():
    mlflow.log_metrics({f"right_{when}": share for when, share in right.items()})
# --8<-- [end:compare]

arguments.report.mkdir(parents=True, exist_ok=True)
report = {"right": right, "answers": answers}
(arguments.report / "report.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
print(right)
