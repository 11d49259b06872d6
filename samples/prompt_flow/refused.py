"""What goes wrong in flows, and how it is told: a circle, a missing connection, a node that raises."""

import sys

if __name__ == "__main__":  # the processes that a batch run starts import this file, too
    sys.path.append(".")
    from prompt_flow.connect import flows

# isort: split
# --8<-- [start:change]
import shutil
from pathlib import Path

from promptflow.exceptions import UserErrorException


def with_change(name, old, new):
    folder = Path(".promptflow", name)
    shutil.copytree("prompt_flow/answer", folder, dirs_exist_ok=True)
    graph = folder / "flow.dag.yaml"
    graph.write_text(graph.read_text().replace(old, new))
    return folder


def ask(flow):
    try:
        print(flows.test(flow, inputs={"question": "Who founded Lumivik?"}))
    except UserErrorException as error:
        print(f"{type(error).__name__}: {error}")


# --8<-- [end:change]
if __name__ == "__main__":
    # --8<-- [start:cycle]
    cycle = with_change("cycle", "fact: ${look_up.output}", "fact: ${tidy.output}")
    cycle = with_change("cycle", "question: ${inputs.question}", "question: ${ask.output}")
    print(flows.flows.validate(cycle))
    ask(cycle)
    # --8<-- [end:cycle]

    # --8<-- [start:connection]
    absent = with_change("absent", "connection: shop_model", "connection: our_model")
    ask(absent)
    # --8<-- [end:connection]

    # --8<-- [start:batch]
    Path(".promptflow/some.jsonl").write_text('{"question": "Who founded Lumivik?"}\n{"question": ""}\n')
    mapping = {"question": "${data.question}"}
    some = flows.run(flow="prompt_flow/answer", data=".promptflow/some.jsonl", column_mapping=mapping)
    lines = some.properties["system_metrics"]
    print(some.status, lines["__pf__.lines.completed"], lines["__pf__.lines.failed"])
    # --8<-- [end:batch]
