#!/usr/bin/env bash
# A flow is a folder of files: git keeps it, shows what changed, and brings it to others.
set -euo pipefail

# --8<-- [start:home]
export PF_HOME_DIRECTORY="$PWD/.promptflow" XDG_DATA_HOME="$PWD/.promptflow"
export PYTHON_KEYRING_BACKEND=keyrings.alt.file.PlaintextKeyring PF_LOGGING_LEVEL=CRITICAL
# --8<-- [end:home]

# --8<-- [start:commit]
git init --quiet .promptflow/team
cp -r prompt_flow/answer .promptflow/team/
cd .promptflow/team
printf '%s\n' .promptflow/ __pycache__/ > .gitignore
git add .
git -c user.name=me -c user.email=me@example.com commit --quiet --message "Answer customers of the shop"
git ls-files
sed -i.before "s/max_tokens: 24/max_tokens: 12/" answer/flow.dag.yaml
git diff --unified=0 | grep "^[+-] "
cd ../..
# --8<-- [end:commit]

# --8<-- [start:clone]
git clone --quiet .promptflow/team .promptflow/colleague
pf flow test --flow .promptflow/colleague/answer --inputs question="On which day are orders sent?"
# --8<-- [end:clone]
