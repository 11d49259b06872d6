"""Refusals as Azure ML's MLflow service words them; MLflow's clients turn them into `RestException`.

Form: Azure/azure-sdk-for-python#42155 (2025-07).
"""

from uuid import uuid4

from local_workspace.arm import Json, now
from local_workspace.errors import LocalWorkspaceError

STATUS = {"RESOURCE_DOES_NOT_EXIST": 404}
"""Statuses of the codes as mlflow 3.15.0 maps them (exceptions.py, ERROR_CODE_TO_HTTP_STATUS); else 400."""

_ABSENT = (
    *("AdditionalInfo", "DebugInfo", "DetailsUri", "InnerError", "MessageFormat", "MessageParameters"),
    *("ReferenceCode", "Severity", "Target"),
)


class MlflowError(LocalWorkspaceError):
    """A refusal: MLflow's error code and a message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.status = STATUS.get(code, 400)

    def document(self, location: str) -> Json:
        """The error on the wire."""
        return {
            "Error": {"Code": "UserError", "Details": [], "Message": str(self)} | dict.fromkeys(_ABSENT),
            "ComponentName": "mlflow",
            "Correlation": {"operation": uuid4().hex, "request": uuid4().hex[:16]},
            "Environment": location,
            "Location": location,
            "Time": now(),
            "error_code": self.code,
            "statusCode": self.status,
        }


def filter_not_supported(text: str) -> MlflowError:
    """The filter of a search is beyond Azure ML; so is what mlflow 3 adds to a search of models (#42155)."""
    message = (
        "Currently unsupported filter string format (we currently do not support OR). "
        f"Provided filter string: {text}"
    )
    return MlflowError("INVALID_PARAMETER_VALUE", message)
