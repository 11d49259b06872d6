#!/usr/bin/env bash
# Look at the data before it costs anything.
set -euo pipefail

# --8<-- [start:show]
cat finetuning/data/validation.jsonl
# --8<-- [end:show]

# --8<-- [start:good]
python finetuning/code/check_data.py finetuning/data/train.jsonl finetuning/data/validation.jsonl
# --8<-- [end:good]

# --8<-- [start:broken]
if ! python finetuning/code/check_data.py finetuning/data/broken.jsonl; then
    echo "not fit for training"
fi
# --8<-- [end:broken]
