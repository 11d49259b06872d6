"""Names that exist only on one machine or in one workspace: the sample would not run anywhere else."""

import re
from collections.abc import Iterator

from snippets.lints.project import Finding, Project

_NAMES = re.compile(
    r"127\.0\.0\.1|\blocalhost\b|(?<![\w.])/(?:home|Users|root|tmp)/\S+"
    r"|\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b"
)
_PLACEHOLDER = "00000000-0000-0000-0000-000000000000"


def find(project: Project) -> Iterator[Finding]:
    """Finds local names in samples; those of the workspace at hand are found when the sample runs."""
    for sample in project.samples:
        path = project.path(sample)
        for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1):
            for match in _NAMES.finditer(line):
                if match[0] != _PLACEHOLDER:
                    message = f"{match[0]!r} is a local name; take it from the environment or config.json"
                    yield project.finding(path, number, message)
