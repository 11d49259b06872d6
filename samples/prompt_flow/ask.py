"""Ask both variants of the flow one question, then a prompty."""

import sys

sys.path.append(".")
from prompt_flow.connect import flows

# isort: split
if __name__ == "__main__":
    # --8<-- [start:flow]
    question = {"question": "What does the lamp cost?"}
    for variant in ("grounded", "bare"):
        said = flows.test("prompt_flow/answer", inputs=question, variant=f"${{ask.{variant}}}")
        print(f"{variant}: {said['answer']}")
    # --8<-- [end:flow]

    # --8<-- [start:prompty]
    from promptflow.core import Prompty

    ask = Prompty.load("prompt_flow/ask.prompty")
    print(ask(question="What does it cost?", fact="A spare battery costs 9 euros."))
    # --8<-- [end:prompty]
