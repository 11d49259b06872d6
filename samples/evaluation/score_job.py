"""Score the answers of evaluation/evaluate.py in a job, with the evaluators of Azure."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, IMAGE, INSTANCE_TYPE, TAGS

# isort: split
# --8<-- [start:submit]
import json
from pathlib import Path

from azure.ai.ml import Input, Output, command
from azure.ai.ml.entities import Environment

answers = Path("downloads/evaluation/answers.jsonl")
job = command(
    code="evaluation/scoring",
    command="python score.py --answers ${{inputs.answers}} --scores ${{outputs.scores}}/scores.json",
    inputs={"answers": Input(type="uri_file", path=str(answers))},
    outputs={"scores": Output(type="uri_folder")},
    environment=Environment(image=IMAGE, conda_file="evaluation/scoring/conda.yml"),
    compute=COMPUTE,
    instance_type=INSTANCE_TYPE,
    timeout=900,
    experiment_name=f"{EXPERIMENT}-evaluation-job",
    tags=TAGS,
)
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:submit]

# --8<-- [start:scores]
ml_client.jobs.download(job.name, output_name="scores", download_path="downloads/evaluation")
rows = [json.loads(line) for line in answers.read_text().splitlines()]
scored = json.loads(Path("downloads/evaluation/named-outputs/scores/scores.json").read_text())
same = sum(
    abs(theirs["outputs.f1.f1_score"] - ours["f1"]) < 1e-9
    for theirs, ours in zip(scored["rows"], rows, strict=True)
)
print(f"F1 {scored['metrics']['f1.f1_score']:.2f}, ROUGE-L {scored['metrics']['rouge.rouge']:.2f}")
print(f"the same F1 as ours for {same} of {len(rows)} answers")
# --8<-- [end:scores]
