#!/usr/bin/env bash
# Say in which workspace the programs of this shell end up.
set -euo pipefail

# --8<-- [start:where]
local-workspace whoami
# --8<-- [end:where]
