"""Knows where the files of this clone can be read by others: the commit that is built, in the repository."""

from dataclasses import dataclass
from pathlib import Path

from markdown_pages import Region
from translation_drift.clone import folder_in_clone, git


@dataclass(frozen=True)
class Repository:
    """The samples of one commit on the repository's own site."""

    address: str
    """Of the folder of samples, with a slash at the end."""
    changed: frozenset[str]
    """Samples that differ from the commit, so that lines of it would be others."""

    def link(self, region: Region) -> str:
        """Return the address of a region's lines; empty when the commit has others."""
        if region.sample in self.changed:
            return ""
        lines = f"#L{region.line_numbers[0]}-L{region.line_numbers[-1]}" if region.name else ""
        return f"{self.address}{region.sample}{lines}"


def repository_of(root: Path, url: str | None) -> Repository | None:
    """Return where the samples of a project are published; None without an address, or without git."""
    commit = (git(root, "rev-parse", "--verify", "-q", "HEAD") or "").strip() if url else ""
    if not url or not commit:
        return None
    folder = f"{folder_in_clone(root)}samples/"
    status = git(root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "samples")
    changed = (entry[3:].removeprefix(folder) for entry in (status or "").split("\0") if entry)
    return Repository(f"{url.rstrip('/')}/blob/{commit}/{folder}", frozenset(changed))
