"""Let a model pass that is good enough; fail otherwise."""

import argparse
import json
import shutil
import sys
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--best", type=Path, required=True, help="the model")
parser.add_argument("--report", type=Path, required=True, help="the folder with scores.json")
parser.add_argument("--least-accuracy", type=float, required=True)
parser.add_argument("--model", type=Path, required=True, help="the folder that the model is copied to")
arguments = parser.parse_args()

scores = json.loads((arguments.report / "scores.json").read_text())
accuracy = scores["accuracy"][scores["best"]]
if accuracy < arguments.least_accuracy:
    sys.exit(f"{scores['best']} reaches {accuracy:.3f}, asked for is {arguments.least_accuracy}")
shutil.copytree(arguments.best, arguments.model, dirs_exist_ok=True)
print(f"{scores['best']} reaches {accuracy:.3f} and may be registered")
