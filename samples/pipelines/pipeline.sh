#!/usr/bin/env bash
# The same pipeline with az ml, from pipeline.yml.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python workspace/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:submit]
JOB="titanic-$(date +%Y%m%d%H%M%S)"
az ml job create --file pipelines/pipeline.yml --name "$JOB" --output none \
    --set outputs.model.name="$MODEL" settings.default_compute="azureml:$COMPUTE" \
    experiment_name="$EXPERIMENT" tags.handbook="$RUN"
az ml job stream --name "$JOB"
# --8<-- [end:submit]

# --8<-- [start:steps]
az ml job list --parent-job-name "$JOB" --query "[].[display_name, status]" --output tsv
# --8<-- [end:steps]

# --8<-- [start:download]
az ml job download --name "$JOB" --output-name report --download-path downloads/pipeline-cli
cat downloads/pipeline-cli/named-outputs/report/scores.json
# --8<-- [end:download]
