"""Put what was learned into the weights, and pass the model on to be registered if it answers well enough."""

import argparse
import json
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--base", type=Path, required=True, help="the folder of the model")
parser.add_argument("--adapter", type=Path, required=True, help="the folder of what it has learned")
parser.add_argument("--report", type=Path, required=True, help="the folder with report.json")
parser.add_argument("--least", type=float, default=0.75, help="the share of right answers that is enough")
parser.add_argument("--model", type=Path, required=True, help="the folder that the model is written to")
arguments = parser.parse_args()

# --8<-- [start:gate]
right = json.loads((arguments.report / "report.json").read_text())["right"]["after"]
if right < arguments.least:
    raise ValueError(f"{right:.0%} of the answers are right, less than {arguments.least:.0%}")
# --8<-- [end:gate]

# --8<-- [start:merge]
import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

model = AutoModelForCausalLM.from_pretrained(arguments.base, dtype=torch.float32)
model = PeftModel.from_pretrained(model, str(arguments.adapter)).merge_and_unload()
model.to(torch.bfloat16).save_pretrained(arguments.model)
AutoTokenizer.from_pretrained(arguments.base).save_pretrained(arguments.model)
# --8<-- [end:merge]
print(f"merged: {sum(file.stat().st_size for file in arguments.model.iterdir()) / 1e6:.0f} MB")
