"""Answer all questions with both variants, and score what each said."""

import sys

if __name__ == "__main__":  # the processes that a batch run starts import this file, too
    sys.path.append(".")
    from prompt_flow.connect import flows

# isort: split
# --8<-- [start:batch]
QUESTIONS = "prompt_flow/questions.jsonl"


def answer_all(variant):
    return flows.run(
        flow="prompt_flow/answer",
        data=QUESTIONS,
        column_mapping={"question": "${data.question}"},
        variant=f"${{ask.{variant}}}",
    )


# --8<-- [end:batch]
# --8<-- [start:score]
def score(run):
    return flows.run(
        flow="prompt_flow/score",
        data=QUESTIONS,
        run=run,
        column_mapping={"answer": "${run.outputs.answer}", "expected": "${data.expected}"},
    )


# --8<-- [end:score]
if __name__ == "__main__":
    # --8<-- [start:answers]
    runs = {variant: answer_all(variant) for variant in ("grounded", "bare")}
    table = flows.get_details(runs["grounded"])[["inputs.question", "outputs.answer"]]
    table.columns = ["question", "answer"]
    table.to_json("prompt_flow/answers.jsonl", orient="records", lines=True)
    for row in table.itertuples():
        print(row.question, "-", row.answer)
    # --8<-- [end:answers]

    # --8<-- [start:scores]
    for variant, run in runs.items():
        print(variant, flows.get_metrics(score(run)))
    # --8<-- [end:scores]
