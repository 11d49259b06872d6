"""The one error that everything in this package raises for its user."""

from markdown_pages import LocatedError


class DriftError(LocatedError):
    """A translation, or what describes it, is not as it should be."""


class ConfigurationError(DriftError):
    """The project or the command line is not as the command needs it (exit code 2)."""


class LockError(DriftError):
    """A lock cannot be read as one that this tool wrote."""
