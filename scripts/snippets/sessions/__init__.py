"""The processes that a page's snippets run in: one for Python, one for bash."""

from snippets.sessions.bash import BashSession
from snippets.sessions.process import Reply
from snippets.sessions.python import PythonSession

__all__ = ["BashSession", "PythonSession", "Reply"]
