"""Runs the lint rules over pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from translation_drift.bitext import Bitext, load_bitext, load_page, source_bitext
from translation_drift.comment_bitext import comment_bitext
from translation_drift.errors import ConfigurationError
from translation_drift.finding_blocks import located
from translation_drift.findings import Finding, Suppressed
from translation_drift.project import Project
from translation_drift.registry import Rule, rules
from translation_drift.sample_comments import samples_of, translated_samples
from translation_drift.selection import Progress, Selection
from translation_drift.suppressions import bad_remarks, suppress, suppressions
from translation_drift.units import Samples


@dataclass
class LintReport:
    """What the rules found, and what the pages said to ignore."""

    findings: list[Finding] = field(default_factory=list[Finding])
    suppressed: list[Suppressed] = field(default_factory=list[Suppressed])
    pages: int = 0

    def add(self, other: "LintReport") -> None:
        """Takes over what another report has."""
        self.findings += other.findings
        self.suppressed += other.suppressed
        self.pages += other.pages


def lint_project(
    project: Project, selection: Selection, codes: tuple[str, ...] = (), progress: Progress | None = None
) -> LintReport:
    """Lints all selected pages that exist, and the translated comments of the samples that they show."""
    chosen = _chosen(codes)
    report = LintReport()
    names = selection.names(project.pages(project.source))
    for done, name in enumerate(names, start=1):
        for bitext in _bitexts(project, selection, name):
            report.add(lint_page(bitext, chosen))
        if progress:
            progress(done, len(names))
    for language in selection.translations(project):
        shown = samples_of(project, selection, language)
        for sample in translated_samples(project, language):
            if sample in shown:
                report.add(lint_comments(project, language, sample, chosen))
    return report


def lint_page(bitext: Bitext, chosen: tuple[Rule, ...] | None = None) -> LintReport:
    """Lints one page against its source."""
    applicable = [rule for rule in (chosen or _chosen(())) if rule.applies_to(bitext)]
    found = located(bitext, sorted({finding for rule in applicable for finding in rule.find(bitext)}))
    remarks = suppressions(bitext)
    left, covered = suppress(found, remarks)
    left += located(bitext, bad_remarks(bitext, remarks, rules()))
    return LintReport(sorted(left), covered, 1)


def lint_comments(
    project: Project, language: str, sample: str, chosen: tuple[Rule, ...] | None = None
) -> LintReport:
    """Lints the comments of a sample in one language as the lines of prose that they are."""
    return replace(lint_page(comment_bitext(project, language, sample), chosen), pages=0)


def _bitexts(project: Project, selection: Selection, name: str) -> Iterator[Bitext]:
    samples = Samples(project.samples)
    source = load_page(project, project.source, name, samples)
    if selection.includes_source(project):
        yield source_bitext(project, source)
    for language in selection.translations(project):
        if project.page_path(language, name).is_file():
            yield load_bitext(project, language, name, source, samples)


def _chosen(codes: tuple[str, ...]) -> tuple[Rule, ...]:
    unknown = [code for code in codes if code not in rules()]
    if unknown:
        raise ConfigurationError(f"no lint is called {', '.join(unknown)}; see `i18n lint --list`")
    return tuple(rule for rule in rules().values() if not codes or rule.code in codes)
