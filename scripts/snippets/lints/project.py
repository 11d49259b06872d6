"""Everything that the rules look at, read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_pages import Embed, MarkdownPagesError, Page, Region, SampleTree, read_page

from snippets.settings import Settings
from snippets.steps import Step, steps_of

PROGRAMS = (".py", ".sh", ".yml", ".yaml", ".json", ".http")
"""Samples that pages show; data and outputs are none."""
_NOT_OURS = ("downloads", "__pycache__", ".azureml", "config.json")


@dataclass(frozen=True)
class Finding:
    """Something to put right, and where."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class PageSteps:
    """A page in one language with its steps."""

    page: Page
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Project:
    """The pages of all languages and the samples."""

    settings: Settings
    tree: SampleTree
    pages: tuple[PageSteps, ...]
    samples: tuple[str, ...]
    unreadable: tuple[Finding, ...]

    @property
    def source_pages(self) -> list[PageSteps]:
        """The pages that the others are translated from."""
        return [each for each in self.pages if each.page.language == self.settings.source]

    def path(self, sample: str) -> Path:
        """Return the file of a sample."""
        return self.tree.root / sample

    def finding(self, path: Path, line: int, message: str) -> Finding:
        """Word a finding with a path relative to the project."""
        return Finding(self.settings.relative(path), line, message)

    def region(self, step: Step) -> Region | None:
        """Return what a step shows; what cannot be resolved is told by the rule about pages."""
        try:
            return self.tree.resolve(step.embed) if step.embed else None
        except MarkdownPagesError:
            return None

    def regions(self) -> Iterator[Region]:
        """Return the named regions of all samples."""
        for sample in self.samples:
            try:
                yield from self.tree.regions(sample)
            except MarkdownPagesError:
                continue

    def shown(self) -> set[str]:
        """Return what the source pages embed or run, as `file` or `file:region`."""
        return {str(step.embed) for each in self.source_pages for step in each.steps if step.embed}


def load_project(settings: Settings) -> Project:
    """Read all pages and find all samples."""
    tree = SampleTree(settings.samples)
    pages: list[PageSteps] = []
    unreadable: list[Finding] = []
    for language in settings.languages:
        for path in sorted((settings.docs / language).rglob("*.md")):
            try:
                page = read_page(path, settings.docs)
                pages.append(PageSteps(page, steps_of(page, settings.job_code)))
            except MarkdownPagesError as error:
                unreadable.append(Finding(settings.relative(path), error.line or 1, error.message))
    samples = tuple(_samples(settings.samples))
    unreadable += [finding for sample in samples for finding in _sample_problem(settings, tree, sample)]
    return Project(settings, tree, tuple(pages), samples, tuple(unreadable))


def _samples(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        hidden = any(part.startswith(".") for part in relative.parts)  # the state of a workspace, for example
        ours = not hidden and not set(relative.parts) & set(_NOT_OURS)
        if ours and path.is_file() and path.suffix in PROGRAMS:
            yield relative.as_posix()


def _sample_problem(settings: Settings, tree: SampleTree, sample: str) -> Iterator[Finding]:
    try:
        for region in tree.regions(sample):
            tree.resolve(Embed(sample, region.name, 1, tree.root / sample))
    except MarkdownPagesError as error:
        yield Finding(settings.relative(error.path or tree.root / sample), error.line or 1, error.message)
