"""Projects with pages and samples in a temporary folder."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from markdown_pages import SampleTree, read_page
from snippets.mutation import Mutation
from snippets.outcomes import SnippetFailedError
from snippets.run import PageRun, run_page
from snippets.settings import Settings, read_settings
from snippets.steps import Step, steps_of
from snippets.workspaces import NoWorkspace, Workspaces

SITE = (
    "plugins:\n  - i18n:\n      languages:\n        - {locale: en, default: true}\n        - {locale: pl}\n"
)
PYPROJECT = """\
[tool.pytest.ini_options]
testpaths = ["docs", "tests"]
addopts = ["-p", "snippets.plugin", "--import-mode=importlib", "-p", "no:cacheprovider"]
"""
SOURCES = Path(__file__).parents[2] / "scripts"
ONLY_XDIST = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "xdist.plugin"}
"""The other plugins that are installed take longer to load than these projects' tests take."""


@dataclass
class Report:
    """What a pytest run in a project came to."""

    text: str
    status: int
    outcomes: dict[str, str] = field(default_factory=dict[str, str])
    """Per test id: PASSED, FAILED, SKIPPED or ERROR."""


@dataclass
class Project:
    """A project in a temporary folder."""

    root: Path
    settings_text: str = ""
    runs: int = 0

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def sample(self, name: str, **regions: str) -> None:
        """Write a sample that consists of regions; `_` at the end of a keyword is no part of the name."""
        parts = [f"# --8<-- [start:{n}]\n{text}\n# --8<-- [end:{n}]\n" for n, text in regions.items()]
        self.write(f"samples/{name}", "".join(parts))

    def page(self, *embeds: str, language: str = "en", name: str = "page") -> Path:
        """Write a page of fences, one for each embed, in lines 3, 7, 11, …; `_` regions run hidden."""
        parts = ["# Page\n\n", *map(_fence, embeds)]
        return self.write(f"docs/{language}/{name}.md", "".join(parts))

    def configure(self) -> None:
        self.write("mkdocs.yml", SITE)
        self.write("pyproject.toml", f"{PYPROJECT}[tool.snippets]\n{self.settings_text}")

    @property
    def settings(self) -> Settings:
        self.configure()
        return read_settings(self.root)

    @property
    def tree(self) -> SampleTree:
        return SampleTree(self.root / "samples")

    def steps(self, name: str = "page") -> tuple[Step, ...]:
        page = read_page(self.root / "docs" / "en" / f"{name}.md", self.root / "docs")
        return steps_of(page, self.settings.job_code)

    def run(
        self,
        *,
        time_limit: float = 300.0,
        mutation: Mutation | None = None,
        workspaces: Workspaces | None = None,
        az: str = "stand-in",
    ) -> PageRun:
        """Run the page `page` once."""
        self.runs += 1
        return run_page(
            "page",
            self.steps(),
            self.tree,
            workspaces or NoWorkspace(),
            self.root / "runs" / str(self.runs),
            az=az,
            time_limit=time_limit,
            mutation=mutation,
        )

    def failures(self, time_limit: float = 300.0) -> list[tuple[int, str, int | None]]:
        """Run the page and return page line, message and sample line of each failed step."""
        run = self.run(time_limit=time_limit)
        pairs = zip(run.steps, run.outcomes, strict=True)
        return [
            (step.place.line, outcome.failure.message, outcome.failure.sample_line)
            for step, outcome in pairs
            if outcome.failure is not None
        ]

    def failure(self, time_limit: float = 300.0) -> SnippetFailedError:
        """Run the page and return the first failure."""
        failures = [
            outcome.failure for outcome in self.run(time_limit=time_limit).outcomes if outcome.failure
        ]
        assert failures
        return failures[0]

    def pytest(self, *arguments: str, status: int | None = None, **variables: str) -> Report:
        """Run pytest in the project, in a process of its own."""
        self.configure()
        command = [sys.executable, "-m", "pytest", "-v", "-rA", *arguments]
        own = {"PYTHONPATH": str(SOURCES), "COLUMNS": "200", **ONLY_XDIST}
        environment = {**os.environ, **own, **variables}
        done = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        text = done.stdout + done.stderr
        if status is not None:
            assert done.returncode == status, text
        found = re.findall(
            r"^(PASSED|FAILED|ERROR|SKIPPED) (?:\[\d+\] )?(\S+(?: [^-\s]\S*)*)", text, re.MULTILINE
        )
        return Report(text, done.returncode, {name.rstrip(":"): outcome for outcome, name in found})


def _fence(embed: str) -> str:
    sample, _, region = embed.partition(":")
    if region.startswith("_"):
        return f"<!-- run: {embed} -->\n\n"
    suffix = Path(sample).suffix
    languages = {".py": "python", ".sh": "bash", ".yml": "yaml", ".jinja2": "jinja", ".out": "output"}
    language = languages.get(suffix, suffix[1:])
    return f'```{language}\n--8<-- "{embed}"\n```\n\n'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    return Project(tmp_path)
