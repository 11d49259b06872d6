"""Why a deployment could not be made, with the code that Azure's operation carries."""

from local_workspace.errors import LocalWorkspaceError


class ServingError(LocalWorkspaceError):
    """A deployment does not serve.

    Codes: MicrosoftDocs/azure-ai-docs, how-to-troubleshoot-online-endpoints.md, "Common deployment errors"
    (read 2026-11-21).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


CRASHED = (
    "User container has crashed or terminated. Please see troubleshooting guide, available here: "
    "https://aka.ms/oe-tsg#error-resourcenotready"
)
"""The first sentence: MicrosoftLearning/mslearn-azure-ml#100 and others that quote it (read 2026-11-21)."""
