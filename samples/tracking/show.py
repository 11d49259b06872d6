"""Print the runs that MLflow's REST API answers, the most accurate first."""

import json
import sys

found = []
for run in json.load(sys.stdin)["runs"]:
    params = {each["key"]: each["value"] for each in run["data"]["params"]}
    metrics = {each["key"]: each["value"] for each in run["data"]["metrics"]}
    found.append((metrics["accuracy"], params["trees"]))
for accuracy, trees in sorted(found, reverse=True):
    print(f"{trees} trees: {accuracy:.3f}")
