# pyright: basic
"""Durations as ARM writes them: `PT15M`."""

import isodate

from local_workspace.errors import user_error


def seconds(duration: str) -> float:
    """The length of an ISO 8601 duration; refused when it is none."""
    try:
        return isodate.parse_duration(duration).total_seconds()
    except (isodate.ISO8601Error, AttributeError) as error:
        message = f"{duration!r} is no duration such as PT15M."
        raise user_error(400, message, "BadArgument", "ArgumentInvalid") from error
