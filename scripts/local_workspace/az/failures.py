"""How a failed `az` command ends: the text after `ERROR:` and the exit code, as Microsoft's az has them.

Source: azure-cli 2.91.0, azure/cli/core/util.py `handle_exception` and azure/cli/core/parser.py;
azure-cli-extensions, azext_mlv2/manual/custom/raise_error.py (read 2026-11-21).
"""

# pyright: basic

from __future__ import annotations

from typing import Any

from azure.ai.ml._exception_helper import format_create_validation_error
from azure.ai.ml.exceptions import ValidationErrorType, ValidationException
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError
from marshmallow.exceptions import ValidationError as SchemaError

from local_workspace.az.errors import AzError


def describe(error: BaseException, *, from_file: bool) -> tuple[str, int]:
    """The message and the exit code that az ends with; `from_file` says that a YAML file was given."""
    if isinstance(error, AzError):
        return str(error), error.exit_code
    if isinstance(error, KeyboardInterrupt):
        return "Keyboard interrupt is captured.", 1
    if isinstance(error, ClientAuthenticationError):
        return error.message.removeprefix("Authentication failed: "), 1
    if isinstance(error, HttpResponseError):
        return error.message, 3 if error.status_code == 404 else 1
    if isinstance(error, SchemaError | ValidationException):
        return _describe_validation(error, from_file=from_file), 1
    return str(error), 1


def _describe_validation(error: SchemaError | ValidationException, *, from_file: bool) -> str:
    if isinstance(error, ValidationException) and error.error_type == ValidationErrorType.GENERIC:
        return error.message
    content: Any = error if isinstance(error, ValidationException) else error.messages[0]
    raw = getattr(error, "raw_error", None)
    try:
        return format_create_validation_error(content, yaml_operation=from_file, cli=True, raw_error=raw)
    except (NotImplementedError, KeyError):
        return str(error)
