"""The error that everything in this package raises for its user."""

from markdown_pages import LocatedError


class SnippetsError(LocatedError):
    """A snippet, or what it needs, is not as it should be."""


class SettingsError(SnippetsError):
    """The project's settings, or the command line, are not as the tests need them."""


class WorkspaceError(SnippetsError):
    """A workspace could not be started, made or cleaned up."""


class EnvironmentMissingError(SnippetsError):
    """The environment that a page names cannot be had."""


class SessionError(SnippetsError):
    """A session's process died, hung or spoke nonsense: nothing more can run in it."""
