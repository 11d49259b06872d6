# pyright: basic, reportAttributeAccessIssue=false, reportOptionalSubscript=false
"""Lets a classifier that knows only the labels 0, 1, 2… answer with the labels of the data."""

from typing import Any

from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.preprocessing import LabelEncoder


class Labelled(ClassifierMixin, BaseEstimator):
    """A classifier with the labels of the data around one that counts from 0, as XGBoost does."""

    def __init__(self, classifier: Any) -> None:
        self.classifier = classifier

    def fit(self, features: Any, labels: Any) -> "Labelled":
        """Learn."""
        encoder = LabelEncoder().fit(labels)
        self.classes_ = encoder.classes_
        self.classifier_ = clone(self.classifier).fit(features, encoder.transform(labels))
        return self

    def predict(self, features: Any) -> Any:
        """Answer with the labels of the data."""
        return self.classes_[self.classifier_.predict(features)]

    def predict_proba(self, features: Any) -> Any:
        """The chance of each label."""
        return self.classifier_.predict_proba(features)
