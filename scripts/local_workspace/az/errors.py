"""The errors that end an `az` command."""

from __future__ import annotations

from local_workspace.errors import LocalWorkspaceError

REFERENCE = "\n\nhttps://aka.ms/cli_ref\nRead more about the command in reference docs"
NOT_SIGNED_IN = "Please run 'az login' to setup account."


class AzError(LocalWorkspaceError):
    """A command that ends with a message and an exit code."""

    exit_code = 1


class UsageError(AzError):
    """A command line that az refuses before it does anything; `advice` ends the message."""

    exit_code = 2

    def __init__(self, message: str, advice: str = REFERENCE) -> None:
        super().__init__(message + advice)
