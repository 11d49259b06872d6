"""`i18n start`."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from translation_drift.arguments import add_languages, selection
from translation_drift.command import command
from translation_drift.errors import ConfigurationError
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    add_languages(parser)
    parser.add_argument(
        "name",
        metavar="PAGE|SAMPLE",
        help="name of a page of the source, such as first-job, or of a sample, such as jobs/submit.py",
    )


@command("start", 25, _add_arguments)
def start(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Begins the translation of a page, or of a sample's comments, with known translations put in."""
    from translation_drift.comment_scaffold import is_sample, start_comments
    from translation_drift.memory import load_memory
    from translation_drift.reports.scaffold import ScaffoldReport
    from translation_drift.scaffold import start_page

    languages = selection(project, arguments).translations(project)
    if not arguments.lang or not languages:
        raise ConfigurationError("say into which language: add --lang " + "|".join(project.translations))
    if is_sample(project, arguments.name):
        return ScaffoldReport((), [start_comments(project, arguments.name, each) for each in languages])
    begun = [
        start_page(project, arguments.name, language, load_memory(project, language))
        for language in languages
    ]
    progress(len(begun), len(begun))
    return ScaffoldReport(begun)
