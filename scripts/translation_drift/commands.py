"""The commands of `i18n`: each turns its arguments into a report."""

from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from subprocess import run
from typing import TYPE_CHECKING

from translation_drift.errors import ConfigurationError
from translation_drift.project import Project
from translation_drift.status import Selection, project_status

if TYPE_CHECKING:
    from translation_drift.reports import Report
    from translation_drift.status import Progress


def status(project: Project, arguments: Namespace, progress: "Progress") -> "Report":
    """Says of every page whether it is behind its source, and which blocks are."""
    from translation_drift.reports.status import StatusReport

    return StatusReport(project, project_status(project, _selection(project, arguments), progress))


def lint(project: Project, arguments: Namespace, progress: "Progress") -> "Report":
    """Looks for defects of translation in the pages."""
    from translation_drift.linting import lint_project
    from translation_drift.reports.findings import FindingsReport
    from translation_drift.reports.rules import RulesReport

    if arguments.list:
        return RulesReport()
    return FindingsReport(
        lint_project(project, _selection(project, arguments), tuple(arguments.rule), progress)
    )


def check(project: Project, arguments: Namespace, progress: "Progress") -> "Report":
    """Fails when a lock does not fit its page, or a page has a defect; a block that is behind only warns."""
    from translation_drift.checking import check_project
    from translation_drift.reports.findings import FindingsReport

    return FindingsReport(check_project(project, _selection(project, arguments), progress))


def diff(project: Project, arguments: Namespace, progress: "Progress") -> "Report":
    """Shows what has to be done on a page: source then and now, word by word, and the present translation."""
    from translation_drift.bitext import load_bitext, load_page
    from translation_drift.differences import page_differences
    from translation_drift.reports.differences import DifferencesReport
    from translation_drift.units import Samples

    samples = Samples(project.samples)
    found = [
        page_differences(
            load_bitext(project, language, page, load_page(project, project.source, page, samples), samples),
            samples,
        )
        for page in _pages(project, arguments.pages)
        for language in _selection(project, arguments).translations(project)
        if project.page_path(language, page).is_file()
    ]
    progress(len(found), len(found))
    return DifferencesReport(found)


def accept(project: Project, arguments: Namespace, progress: "Progress") -> "Report":
    """Writes down that translations say what their source says; refuses when a lint finds something."""
    from translation_drift.acceptance import Acceptance, Part, Signature
    from translation_drift.acceptance import accept as accept_part
    from translation_drift.lock import Review
    from translation_drift.reports.acceptance import AcceptanceReport

    review = Review(arguments.review) if arguments.review else None
    if review is Review.REVIEWED and not arguments.by:
        raise ConfigurationError("a review needs the reviewer: add --by NAME")
    signature = Signature(arguments.by or _git_user(project), _today(), review, arguments.unchanged.strip())
    parts: dict[str, list[str]] = {}
    for name in arguments.parts:
        page, _, block = name.partition("#")
        parts.setdefault(page, []).extend([block] if block else [])
    _pages(project, parts)
    work = [
        (language, Part(page, tuple(blocks)))
        for page, blocks in parts.items()
        for language in _selection(project, arguments).translations(project)
    ]
    accepted: list[Acceptance] = []
    for language, part in work:
        accepted.append(accept_part(project, language, part, signature))
        progress(len(accepted), len(work))
    return AcceptanceReport(accepted)


def _selection(project: Project, arguments: Namespace) -> Selection:
    languages = tuple(part for value in arguments.lang for part in value.split(",") if part)
    unknown = [language for language in languages if language not in project.languages]
    if unknown:
        known = ", ".join(project.languages)
        raise ConfigurationError(f"no language {', '.join(unknown)} in this project; there are {known}")
    return Selection(languages, tuple(_pages(project, getattr(arguments, "page", ()))))


def _pages(project: Project, names: Iterable[str]) -> list[str]:
    known = {page for language in project.languages for page in project.pages(language)}
    unknown = [name for name in names if name not in known]
    if unknown:
        shown = ", ".join(sorted(known)[:10]) or "none"
        raise ConfigurationError(
            f"no page {', '.join(unknown)} in {project.relative(project.docs)}; there are {shown}"
        )
    return list(names)


def _git_user(project: Project) -> str:
    try:
        answer = run(
            ["git", "-C", str(project.root), "config", "user.name"],
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        answer = None
    name = answer.stdout.strip() if answer else ""
    if not name:
        raise ConfigurationError("git knows no user.name here: say who accepts with --by NAME")
    return name


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
