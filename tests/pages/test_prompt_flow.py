# pyright: basic
"""What the snippets of the page about prompt flow did: what was asked, what it scored, what was refused."""

import json
from pathlib import Path

import yaml
from snippets.checks import PageSession

TAUGHT = ["prompt_flow/answer/facts.py:best"]
KEPT = Path(__file__).parents[2] / "samples" / "prompt_flow" / "answers.jsonl"
RUNS = ".promptflow/.runs"


def check(session: PageSession) -> None:
    outputs = {name.removeprefix("prompt_flow/"): each.output for name, each in session.outcomes.items()}
    see_the_variants(outputs)
    see_the_runs(session.directory, outputs)
    see_what_the_next_page_reads(session.directory)
    see_the_refusals(outputs)
    see_the_service(outputs)
    see_that_the_key_is_shared_with_nobody(session)


def see_the_variants(outputs: dict[str, str]) -> None:
    """Only the variant that is given the fact can know the price."""
    grounded, bare = outputs["ask.py:flow"].splitlines()
    assert "129" in grounded
    assert "129" not in bare
    assert "9 euros" in outputs["ask.py:prompty"]


def see_the_runs(directory: Path, outputs: dict[str, str]) -> None:
    """The rates on the page are those of the answers that the runs kept, counted once more here."""
    asked = rows(directory / "prompt_flow" / "questions.jsonl")
    kept = sorted((directory / RUNS).glob("answer_*/flow_outputs/output.jsonl"))
    rates = {}
    for path in kept:
        answers = {row["line_number"]: row["answer"] for row in rows(path)}
        if len(answers) == len(asked):
            hits = [each["expected"].lower() in answers[i].lower() for i, each in enumerate(asked)]
            variant = next(name for name in ("grounded", "bare") if f"_{name}_" in str(path))
            rates[variant] = round(sum(hits) / len(asked), 3)
    printed = dict(line.split(" ", 1) for line in outputs["compare.py:scores"].splitlines())
    assert printed == {variant: str({"hit_rate": rate}) for variant, rate in rates.items()}
    assert rates["grounded"] > rates["bare"]


def see_what_the_next_page_reads(directory: Path) -> None:
    """What is kept for the page about Agent Framework is what the flow answers today."""
    answered = rows(directory / "prompt_flow" / "answers.jsonl")
    assert answered == rows(KEPT), f"take the answers of this run over to {KEPT}: {answered}"


def see_the_refusals(outputs: dict[str, str]) -> None:
    assert "Succeeded" in outputs["refused.py:cycle"], "the validation does not see the circle"
    assert "NodeCircularDependency" in outputs["refused.py:cycle"]
    assert "ConnectionNotFoundError" in outputs["refused.py:connection"]
    assert outputs["refused.py:batch"].split() == ["Completed", "1", "1"]


def see_the_service(outputs: dict[str, str]) -> None:
    good, bad = outputs["serve.py:call"].splitlines()
    assert good.startswith("200 ")
    assert "Mika Aalto" in good
    assert bad.startswith("400 ")
    assert "the question is empty" in bad


def see_that_the_key_is_shared_with_nobody(session: PageSession) -> None:
    """Neither git nor anything that is printed has the key; the colleague's flow runs all the same."""
    key = session.environment["AZURE_OPENAI_API_KEY"]
    team = session.directory / ".promptflow" / "team"
    shared = [path for path in team.rglob("*") if path.is_file()]
    assert any(path.name == "flow.dag.yaml" for path in shared)
    assert not [path for path in shared if key.encode() in path.read_bytes()]
    assert not [name for name, outcome in session.outcomes.items() if key in outcome.output]
    told = json.loads(session.outcomes["prompt_flow/share.sh:clone"].output)
    assert "Tuesday" in told["answer"]
    assert yaml.safe_load((team / "answer" / "flow.dag.yaml").read_text())["nodes"]


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
