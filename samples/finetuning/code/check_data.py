"""Check files of chats, one a line, before a model learns from them; --write prepares them for training."""

import argparse
import json
import sys
from pathlib import Path

ROLES = ("system", "user", "assistant")

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("files", type=Path, nargs="+", help="files of JSON lines")
parser.add_argument("--longest", type=int, default=128, help="how many tokens a chat may have")
parser.add_argument("--model", type=Path, help="the folder of the model, whose tokenizer counts")
parser.add_argument("--write", type=Path, help="the folder to write prompts and answers to")
arguments = parser.parse_args()


# --8<-- [start:length]
def estimate(messages):
    return sum(len(each["content"]) for each in messages) // 4  # about four letters a token, in English


def counter(folder):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    return lambda messages: len(tokenizer.apply_chat_template(messages, return_dict=True)["input_ids"])


# --8<-- [end:length]


# --8<-- [start:check]
def check(line, count):
    messages = json.loads(line)["messages"]
    for each in messages:
        if each["role"] not in ROLES:
            raise ValueError(f"the role is {each['role']!r}; it must be one of {', '.join(ROLES)}")
        if not each["content"].strip():
            raise ValueError(f"the message of the {each['role']} is empty")
    if [each["role"] for each in messages][-2:] != ["user", "assistant"]:
        raise ValueError("the chat must end with a question of the user and the answer of the assistant")
    if count(messages) > arguments.longest:
        raise ValueError(f"{count(messages)} tokens; the training takes {arguments.longest} at most")
    return {"prompt": messages[:-1], "completion": messages[-1:]}


# --8<-- [end:check]

count = counter(arguments.model) if arguments.model else estimate
lines = [
    (file, number, line)
    for file in arguments.files
    for number, line in enumerate(file.read_text().splitlines(), 1)
]
chats = []
for file, number, line in lines:
    try:
        chats.append((file, check(line, count)))
    except (ValueError, KeyError, TypeError) as error:
        print(f"{file}:{number}: {error}")

print(f"{len(chats)} of {len(lines)} chats are good")
if len(chats) < len(lines):
    sys.exit(1)
if arguments.write:
    arguments.write.mkdir(parents=True, exist_ok=True)
    for file in arguments.files:
        rows = [json.dumps(chat) for source, chat in chats if source == file]
        (arguments.write / file.name).write_text("\n".join(rows) + "\n")
