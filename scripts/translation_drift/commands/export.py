"""`i18n export`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from translation_drift.arguments import known_pages, selection
from translation_drift.command import command
from translation_drift.errors import ConfigurationError
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", action="append", required=True, help="a language; may be repeated")
    parser.add_argument("--as", dest="form", choices=("po", "xliff", "tmx", "co-op"), default="po")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="only these pages (default: all)")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--overwrite", action="store_true", help="also files that say something else")
    parser.add_argument("--todo", action="store_true", help="only blocks that somebody has to look at")
    parser.add_argument(
        "--memory", type=Path, metavar="FILE.tmx", help="offer its texts for blocks that are not translated"
    )


@command("export", 70, _add_arguments)
def export(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Writes pages as PO or XLIFF files, a TMX memory of what is done, or records for Co-op Translator."""
    from translation_drift.exchange.coop_sidecar import export_sidecar
    from translation_drift.exchange.files import Export, export_language
    from translation_drift.reports.exchange import ExportReport

    pages = known_pages(project, arguments.pages) or project.pages(project.source)
    if arguments.todo and arguments.form in ("tmx", "co-op"):
        raise ConfigurationError(
            f"{arguments.form} holds what is done; leave out --todo, or export --as po or xliff"
        )
    wanted = Export(arguments.form, arguments.output, arguments.overwrite, arguments.memory, arguments.todo)
    write = export_sidecar if arguments.form == "co-op" else export_language
    return ExportReport(
        [
            file
            for language in selection(project, arguments).translations(project)
            for file in write(project, language, pages, wanted, progress)
        ]
    )
