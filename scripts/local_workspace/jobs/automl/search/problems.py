"""What is wrong with the user's data or settings, in the words that the job fails with."""


class DataProblem(Exception):  # noqa: N818 - it is what the user has, not what went wrong here
    """The job fails for a reason that its user can mend."""
