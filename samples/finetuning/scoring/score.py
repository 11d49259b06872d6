"""Answer questions; runs in the inference server of a deployment."""

# --8<-- [start:init]
import json
import os
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


def init():
    global model, tokenizer
    (config,) = Path(os.environ["AZUREML_MODEL_DIR"]).rglob("config.json")
    tokenizer = AutoTokenizer.from_pretrained(config.parent)
    model = AutoModelForCausalLM.from_pretrained(config.parent, dtype=torch.float32)


# --8<-- [end:init]


# --8<-- [start:run]
def run(raw_data):
    request = json.loads(raw_data)
    asked = tokenizer.apply_chat_template(
        request["messages"], add_generation_prompt=True, return_dict=True, return_tensors="pt"
    )
    said = model.generate(**asked, max_new_tokens=request.get("max_tokens", 24), do_sample=False)
    text = tokenizer.decode(said[0][asked["input_ids"].shape[1] :], skip_special_tokens=True)
    return {"role": "assistant", "content": text}


# --8<-- [end:run]
