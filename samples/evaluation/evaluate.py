"""Ask all questions with both prompts, and record the scores of each prompt as a run."""

import sys

sys.path.append(".")
from evaluation.application import COMPANY, PROMPTS, asked, chat, read
from evaluation.metrics import exact_match, f1, similarity, unfounded
from workspace.connect import ml_client
from workspace.names import EXPERIMENT, TAGS

# isort: split
# --8<-- [start:answers]
import json
from pathlib import Path

questions = [json.loads(line) for line in Path("evaluation/questions.jsonl").read_text().splitlines()]
rows = []
for prompt, messages in PROMPTS.items():
    print(prompt)
    for each in questions:
        answer = read(chat([*messages, asked(COMPANY, each["question"])]))
        rows.append({"prompt": prompt, **each, "answer": answer})
        print(f"  {each['expected']}: {answer}")
# --8<-- [end:answers]

# --8<-- [start:scores]
for row in rows:
    answer, expected = row["answer"], row["expected"]
    row["exact_match"] = exact_match(answer, expected)
    row["f1"] = f1(answer, expected)
    row["similarity"] = similarity(answer, expected)
    row["grounded"] = float(not unfounded(answer, f"{COMPANY} {row['question']}"))

ANSWERS = Path("downloads/evaluation/answers.jsonl")
ANSWERS.parent.mkdir(parents=True, exist_ok=True)
ANSWERS.write_text("".join(json.dumps(row) + "\n" for row in rows))
# --8<-- [end:scores]

# --8<-- [start:record]
import os
from statistics import mean

import mlflow

workspace = ml_client.workspaces.get(ml_client.workspace_name)
mlflow.set_tracking_uri(workspace.mlflow_tracking_uri)
mlflow.set_experiment(f"{EXPERIMENT}-evaluation")
os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"

METRICS = ["exact_match", "f1", "similarity", "grounded"]
for prompt, messages in PROMPTS.items():
    own = [row for row in rows if row["prompt"] == prompt]
    with mlflow.start_run(run_name=prompt, tags=TAGS):
        mlflow.log_dict({"messages": messages}, "prompt.json")
        mlflow.log_dict({"rows": own}, "answers.json")
        mlflow.log_metrics({name: mean(row[name] for row in own) for name in METRICS})
# --8<-- [end:record]

# --8<-- [start:compare]
runs = mlflow.search_runs(experiment_names=[f"{EXPERIMENT}-evaluation"], output_format="list")
for run in sorted(runs, key=lambda run: run.data.metrics["f1"], reverse=True):
    scores = "  ".join(f"{name} {run.data.metrics[name]:.2f}" for name in METRICS)
    print(f"{run.info.run_name:12} {scores}")
# --8<-- [end:compare]

# --8<-- [start:look]
for row in rows:
    wrong = unfounded(row["answer"], f"{COMPANY} {row['question']}")
    if wrong:
        print(row["prompt"], wrong, row["answer"], sep=" | ")
# --8<-- [end:look]

# --8<-- [start:exercise]
for row in rows:
    if not row["f1"] and row["grounded"]:
        print(f"{row['prompt']}: expected {row['expected']!r}, got {row['answer']!r}")
# --8<-- [end:exercise]
