"""Ask the workflow all questions, and put its score beside that of the flow."""

import sys

sys.path.append(".")
from agents.application import application

# isort: split
# --8<-- [start:answers]
import asyncio
import json
from pathlib import Path


def rows(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


async def answer_all(questions):
    workflow = application()
    return [(await workflow.run(asked["question"])).get_outputs()[-1] for asked in questions]


questions = rows("prompt_flow/questions.jsonl")
answers = asyncio.run(answer_all(questions))
by_flow = [row["answer"] for row in rows("prompt_flow/answers.jsonl")]
lines = [
    json.dumps({**asked, "workflow": answer, "flow": said})
    for asked, answer, said in zip(questions, answers, by_flow, strict=True)
]
Path("agents/answers.jsonl").write_text("\n".join(lines))
# --8<-- [end:answers]

# --8<-- [start:evaluate]
import sys
from contextlib import redirect_stdout

from azure.ai.evaluation import F1ScoreEvaluator, evaluate


def hit(answer, expected):
    return {"hit": int(expected.lower() in answer.lower())}


def columns(**mapping):
    return {"column_mapping": {name: f"${{data.{column}}}" for name, column in mapping.items()}}


with redirect_stdout(sys.stdout):  # evaluators that run at once may keep it
    result = evaluate(
        data="agents/answers.jsonl",
        evaluators={"flow": hit, "workflow": hit, "alike": F1ScoreEvaluator()},
        evaluator_config={
            "flow": columns(answer="flow", expected="expected"),
            "workflow": columns(answer="workflow", expected="expected"),
            "alike": columns(response="workflow", ground_truth="flow"),
        },
    )
# --8<-- [end:evaluate]

# --8<-- [start:scores]
for name in ("flow.hit", "workflow.hit", "alike.f1_score"):
    print(name, round(result["metrics"][name], 3))
# --8<-- [end:scores]

# --8<-- [start:judge]
import logging
import os

from azure.ai.evaluation import SimilarityEvaluator
from azure.core.exceptions import AzureError

judge = SimilarityEvaluator(
    {
        "azure_endpoint": os.environ["AZURE_OPENAI_ENDPOINT"],
        "api_key": os.environ["AZURE_OPENAI_API_KEY"],
        "azure_deployment": "SmolLM2-135M-Instruct",
        "api_version": "2024-10-21",
    }
)
row = rows("agents/answers.jsonl")[0]
logging.disable(logging.ERROR)  # the error below is enough
try:
    verdict = judge(query=row["question"], response=row["workflow"], ground_truth=row["flow"])
    print(verdict["similarity"])
except AzureError as error:
    print(error)
# --8<-- [end:judge]
