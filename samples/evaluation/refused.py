"""What the service says about a deployment that does not exist, and a temperature that cannot be."""

import sys

sys.path.append(".")
from evaluation.application import chat

# isort: split
# --8<-- [start:refused]
question = [{"role": "user", "content": "Where is the shop?"}]
for response in (chat(question, deployment="no-such-model"), chat(question, temperature=-1)):
    error = response.json()["error"]
    print(response.status_code, error["code"], error["message"].partition(".")[0], sep=" | ")
# --8<-- [end:refused]
