# pyright: basic
"""What the snippets of the page about Agent Framework did: answers, scored beside those of the flow."""

import json

from snippets.checks import PageSession

TAUGHT = ["agents/compare.py:evaluate", "agents/serve.py:service"]


def check(session: PageSession) -> None:
    outputs = {name.removeprefix("agents/"): each.output for name, each in session.outcomes.items()}
    see_the_scores(session, outputs["compare.py:scores"])
    assert "129" in outputs["ask.py:ask"]
    assert "129" not in outputs["exercise.py:bare"], "without the fact the price is not known"
    assert "'look_up' -> 'tidy'" in outputs["refused.py:build"]
    assert "the question is empty" in outputs["refused.py:run"]
    assert "response_format" in outputs["compare.py:judge"]
    good, bad = outputs["serve.py:call"].splitlines()
    assert good.startswith("200 ")
    assert "Mika Aalto" in good
    assert bad == "400 {'error': 'the question is empty: ask something'}"


def see_the_scores(session: PageSession, printed: str) -> None:
    """The scores are those of the answers in the file, counted once more here."""
    text = (session.directory / "agents" / "answers.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    scores = dict(line.split() for line in printed.splitlines())
    for name in ("flow", "workflow"):
        hits = [row["expected"].lower() in row[name].lower() for row in rows]
        assert float(scores[f"{name}.hit"]) == round(sum(hits) / len(hits), 3)
    alike = all(row["flow"] == row["workflow"] for row in rows)
    assert (float(scores["alike.f1_score"]) == 1) == alike
