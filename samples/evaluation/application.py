"""A small application that answers questions about a company from a text, with two prompts to choose from."""

# --8<-- [start:chat]
import os

import requests
from azure.identity import DefaultAzureCredential

ADDRESS = os.environ["AZURE_OPENAI_ENDPOINT"].rstrip("/")
DEPLOYMENT = os.environ.get("HANDBOOK_CHAT_DEPLOYMENT", "SmolLM2-135M-Instruct")
credential = DefaultAzureCredential()


def chat(messages, deployment=DEPLOYMENT, **settings):
    token = credential.get_token("https://cognitiveservices.azure.com/.default").token
    return requests.post(
        f"{ADDRESS}/openai/deployments/{deployment}/chat/completions",
        params={"api-version": "2024-10-21"},
        headers={"Authorization": f"Bearer {token}"},
        json={"messages": messages, "temperature": 0, "max_tokens": 20, **settings},
        timeout=180,
    )


# --8<-- [end:chat]


# --8<-- [start:answer]
FILTERED = "Sorry, I cannot answer this."


def read(response):
    body = response.json()
    if response.status_code == 400 and body["error"].get("code") == "content_filter":
        return FILTERED  # the question was filtered: the model has not seen it
    response.raise_for_status()
    choice = body["choices"][0]
    if choice["finish_reason"] == "content_filter":
        return FILTERED  # the answer was filtered: at most a part of it came
    return choice["message"]["content"]


# --8<-- [end:answer]


# --8<-- [start:prompts]
from pathlib import Path

COMPANY = Path("evaluation/company.txt").read_text().strip()


def asked(context, question):
    return {"role": "user", "content": f"Context: {context}\nQuestion: {question}"}


TOWER = "The tower in Bruges was built in 1300 by Jan Moss. It is 96 metres high."
INSTRUCTION = [{"role": "system", "content": "Answer the question from the context."}]
EXAMPLES = [
    {"role": "system", "content": "Answer with as few words as possible."},
    asked(TOWER, "How high is the tower?"),
    {"role": "assistant", "content": "96 metres"},
    asked(TOWER, "Who built the tower?"),
    {"role": "assistant", "content": "Jan Moss"},
    asked(TOWER, "In which year was the tower built?"),
    {"role": "assistant", "content": "1300"},
]
PROMPTS = {"instruction": INSTRUCTION, "examples": EXAMPLES}
# --8<-- [end:prompts]
