"""The one error that everything in this package raises for its user."""


class PinError(Exception):
    """Says why a pin cannot be moved, and what to do about it."""
