"""Score the answers of a file with the evaluators of azure-ai-evaluation that count words."""

import argparse

# --8<-- [start:score]
from azure.ai.evaluation import F1ScoreEvaluator, RougeScoreEvaluator, RougeType, evaluate


def score(answers: str, scores: str) -> None:
    columns = {"response": "${data.answer}", "ground_truth": "${data.expected}"}
    evaluate(
        data=answers,
        evaluators={"f1": F1ScoreEvaluator(), "rouge": RougeScoreEvaluator(rouge_type=RougeType.ROUGE_L)},
        evaluator_config={"default": {"column_mapping": columns}},
        output_path=scores,
    )


# --8<-- [end:score]

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", required=True)
    parser.add_argument("--scores", required=True)
    arguments = parser.parse_args()
    score(arguments.answers, arguments.scores)
