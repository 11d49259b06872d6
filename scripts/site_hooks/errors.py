"""The one error that everything in this package raises for its user."""


class SiteError(Exception):
    """Says what keeps the site from being built or served, and what to do about it."""
