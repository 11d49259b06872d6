"""What can go wrong, so that every failure says what, where and what to do."""

from collections.abc import Mapping, Sequence


class LocalWorkspaceError(Exception):
    """The root of all errors of this package: catch it to catch them all."""


class StateError(LocalWorkspaceError):
    """The state folder cannot be used: taken by another server, written by another version, not ours."""


class ConnectionSettingsError(LocalWorkspaceError):
    """A program cannot be connected to the local workspace with the settings that it has."""


class ArmError(LocalWorkspaceError):
    """A refusal on the wire: raised anywhere, turned into an Azure error document once, in ``app.py``.

    ``inner`` is the chain of more exact codes that Azure ML puts into ``innerError``
    (for instance ``("NotFound", "JobNotFound")``); ``details`` are further documents of the same form.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        inner: Sequence[str] = (),
        details: Sequence[Mapping[str, object]] = (),
        target: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.inner = tuple(inner)
        self.details = tuple(details)
        self.target = target
        self.headers = dict(headers or {})


def user_error(status: int, message: str, *inner: str, target: str | None = None) -> ArmError:
    """The form in which Azure ML's own front end refuses: code ``UserError`` and a chain of inner codes."""
    return ArmError(status, "UserError", message, inner=inner, target=target)


def not_implemented(operation: str) -> ArmError:
    """Answer 501 and name the operation, so that nobody takes silence for success."""
    message = (
        f"The local workspace does not implement {operation}. It exists on Azure only; nothing was done."
    )
    return ArmError(501, "NotImplemented", message, target=operation)
