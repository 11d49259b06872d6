"""What automated ML can be asked for: tasks, primary metrics and algorithms, and which of them run here.

Names: azure-ai-ml 1.35.2, _restclient/arm_ml_service/models/_enums.py; the metrics as they are logged:
https://learn.microsoft.com/azure/machine-learning/how-to-understand-automated-ml (read 2026-11-21).
"""

from dataclasses import dataclass

CLASSIFICATION = {
    "AUCWeighted": "AUC_weighted",
    "Accuracy": "accuracy",
    "AveragePrecisionScoreWeighted": "average_precision_score_weighted",
    "NormMacroRecall": "norm_macro_recall",
    "PrecisionScoreWeighted": "precision_score_weighted",
}
REGRESSION = {
    "NormalizedMeanAbsoluteError": "normalized_mean_absolute_error",
    "NormalizedRootMeanSquaredError": "normalized_root_mean_squared_error",
    "R2Score": "r2_score",
    "SpearmanCorrelation": "spearman_correlation",
}
LESS_IS_BETTER = ("normalized_root_mean_squared_error", "normalized_mean_absolute_error")
_TREES = ("LightGBM", "RandomForest", "ExtremeRandomTrees", "GradientBoosting")


@dataclass(frozen=True)
class Task:
    """One kind of table task."""

    name: str
    metrics: dict[str, str]
    default_metric: str
    algorithms: tuple[str, ...]
    """Those that are searched here, in the order in which they are tried."""
    elsewhere: tuple[str, ...]
    """Those that Azure has beside them."""


TASKS = {
    "Classification": Task(
        "classification",
        CLASSIFICATION,
        "AUCWeighted",
        ("LightGBM", "XGBoostClassifier", "LogisticRegression", *_TREES[1:], "KNN", "SGD"),
        ("BernoulliNaiveBayes", "DecisionTree", "LinearSVM", "MultinomialNaiveBayes", "SVM"),
    ),
    "Regression": Task(
        "regression",
        REGRESSION,
        "NormalizedRootMeanSquaredError",
        ("LightGBM", "XGBoostRegressor", "ElasticNet", *_TREES[1:], "LassoLars", "KNN", "SGD"),
        ("DecisionTree",),
    ),
    "Forecasting": Task(
        "forecasting",
        REGRESSION,
        "NormalizedRootMeanSquaredError",
        ("LightGBM", "XGBoostRegressor", "ElasticNet", *_TREES[1:], "LassoLars", "KNN"),
        (
            *("Arimax", "AutoArima", "Average", "DecisionTree", "ExponentialSmoothing", "Naive", "Prophet"),
            *("SeasonalAverage", "SeasonalNaive", "SGD", "TCNForecaster"),
        ),
    ),
}

OTHERS = (
    *("ImageClassification", "ImageClassificationMultilabel", "ImageInstanceSegmentation"),
    *("ImageObjectDetection", "TextClassification", "TextClassificationMultilabel", "TextNER"),
)
"""Tasks that need a graphics processor and models of their own: they run on Azure only."""
