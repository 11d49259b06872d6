"""One process that scores: loads the script, calls `init` once and `run` with each mini-batch.

    python -P worker.py REPLIES score.py --logging_level INFO

Mini-batches come on standard input, one JSON list of paths a line; REPLIES is the file descriptor for the
answers. The script gets the arguments after its name, as it does on Azure
(MicrosoftDocs/azure-ai-docs, how-to-troubleshoot-batch-endpoints.md, "Add logging to scoring script").
How results become lines: a DataFrame's values separated by spaces, without header
(azure-docs, how-to-image-processing-batch.md), everything else as `str` has it
(how-to-mlflow-batch.md, which reads such lines with `literal_eval`); read 2026-11-21.
"""

# pyright: basic

import importlib.util
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any


def load(path):
    """The scoring script as a module; its folder and the code's root can be imported from."""
    script = Path(path).resolve()
    sys.path[:0] = list(dict.fromkeys([str(script.parent), str(Path.cwd())]))
    specification = importlib.util.spec_from_file_location(script.stem, script)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    sys.modules[script.stem] = module
    specification.loader.exec_module(module)
    return module


def reply_of(result):
    """What `run` returned, as lines of the output file; refused when it is nothing that Azure takes."""
    if hasattr(result, "to_csv") and hasattr(result, "columns"):
        return {"count": len(result), "lines": result.to_csv(sep=" ", header=False, index=False).splitlines()}
    if isinstance(result, (str, bytes, dict)) or not hasattr(result, "__len__"):
        raise TypeError(f"run() must return a pandas DataFrame or a list, not {type(result).__name__}")
    return {"count": len(result), "lines": [str(each) for each in result]}


def main():
    """Score until standard input ends."""
    replies = os.fdopen(int(sys.argv[1]), "w", encoding="utf-8", buffering=1)
    del sys.argv[:2]  # argv[0] is the script, as it sees itself

    def attempt(work):
        try:
            reply = work()
        except Exception:
            traceback.print_exc()
            reply = {"error": traceback.format_exc().strip()}
        sys.stdout.flush()
        replies.write(json.dumps(reply) + "\n")
        return "error" not in reply

    module: Any = None

    def begin():
        nonlocal module
        module = load(sys.argv[0])
        module.init()
        return {}

    if not attempt(begin):
        return
    for line in sys.stdin:
        batch = json.loads(line)
        attempt(lambda batch=batch: reply_of(module.run(batch)))


if __name__ == "__main__":
    main()
