"""Why a chat was refused, in the form of the service.

Documents: `{"error": {"message", "type", "param", "code"}}`, and of the gateway before it `{"error": {"code",
"message"}}`: https://github.com/microsoft/genaiscript/issues/781 (401), chatboxai/chatbox#646 (404),
jasonacox/TinyLLM#17 (429), all read 2026-11-21.
"""

from local_workspace.arm import Json
from local_workspace.errors import LocalWorkspaceError


class ChatError(LocalWorkspaceError):
    """A chat that is refused: the status, and the document that says why."""

    def __init__(self, status: int, error: Json, *, retry_after: int | None = None) -> None:
        super().__init__(error["message"])
        self.status = status
        self.error = error
        self.retry_after = retry_after


def invalid(message: str, param: str | None = None, code: str | None = None) -> ChatError:
    """What was sent is wrong."""
    error: Json = {"message": message, "type": "invalid_request_error", "param": param, "code": code}
    return ChatError(400, error)


def gateway(status: int, code: str, message: str, *, retry_after: int | None = None) -> ChatError:
    """Refused before the model sees it."""
    return ChatError(status, {"code": code, "message": message}, retry_after=retry_after)


def too_long(context: int, prompt: int, answer: int | None) -> ChatError:
    """The conversation does not fit into the model's context."""
    head = f"This model's maximum context length is {context} tokens."
    if answer is None:
        detail = (
            f"However, your messages resulted in {prompt} tokens. Please reduce the length of the messages."
        )
    else:
        detail = (
            f"However, you requested {prompt + answer} tokens ({prompt} in the messages, {answer} in the "
            "completion). Please reduce the length of the messages or completion."
        )
    return invalid(f"{head} {detail}", "messages", "context_length_exceeded")
