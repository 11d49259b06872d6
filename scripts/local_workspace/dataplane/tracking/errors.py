"""Refusals as Azure ML's MLflow service words them; MLflow's clients turn them into `RestException`.

Form: Azure/azure-sdk-for-python#42155 (2025-07); QwenLM/Qwen3#113 (2024-03), over a limit.
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
    """A refusal: MLflow's error code, a message, and Azure ML's own code for the kind of error."""

    def __init__(
        self, code: str, message: str, *, status: int | None = None, kind: str = "UserError"
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status or STATUS.get(code, 400)
        self.kind = kind

    def document(self, location: str) -> Json:
        """The error on the wire."""
        return {
            "Error": {"Code": self.kind, "Details": [], "Message": str(self)} | dict.fromkeys(_ABSENT),
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


def over_limit(field: str, limit: int, size: int) -> MlflowError:
    """Something of a run is more, or longer, than Azure ML allows (azure-sdk-for-python#35685, 2024-05)."""
    message = (
        f"A field of the entity is over the size limit. FieldName={field}, Limit={limit}, Size={size}. "
        "See https://aka.ms/azure-machine-learning-limits for service limits documentation."
    )
    return MlflowError("INVALID_PARAMETER_VALUE", message, kind="ValidationError")
