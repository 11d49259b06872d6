"""Takes away what a page teaches, so that its check can be seen to fail."""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_pages import Embed, SampleTree

from snippets.errors import SnippetsError


@dataclass(frozen=True)
class Mutation:
    """A taught region that is replaced by a line that does nothing."""

    sample: str
    region: str

    def __str__(self) -> str:
        return f"{self.sample}:{self.region}"


def mutate(samples: Path, tree: SampleTree, mutation: Mutation) -> None:
    """Replace a region in a copy of the samples by a line that does nothing."""
    region = tree.resolve(Embed(mutation.sample, mutation.region, 1, tree.root / mutation.sample))
    path = samples / mutation.sample
    lines = path.read_text("utf-8").split("\n")
    first, last = region.line_numbers[0] - 1, region.line_numbers[-1]
    indent = re.match(r"\s*", lines[first])
    nothing = (indent[0] if indent else "") + nothing_in(mutation.sample)
    lines[first:last] = [nothing, *[""] * (last - first - 1)]
    path.write_text("\n".join(lines), "utf-8")


def nothing_in(sample: str) -> str:
    """Return the statement that does nothing in the language of a sample."""
    found = {".py": "pass", ".sh": ":"}.get(Path(sample).suffix)
    if found is None:
        raise SnippetsError(f"{sample} cannot be taken away: neither .py nor .sh")
    return found
