"""`i18n export`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from translation_drift.arguments import known_pages, selection
from translation_drift.command import command
from translation_drift.project import Project
from translation_drift.status import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", action="append", required=True, help="a language; may be repeated")
    parser.add_argument("--as", dest="form", choices=("po", "xliff", "tmx"), default="po")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="only these pages (default: all)")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--overwrite", action="store_true", help="also files that say something else")
    parser.add_argument(
        "--memory", type=Path, metavar="FILE.tmx", help="offer its texts for blocks that are not translated"
    )


@command("export", 70, _add_arguments)
def export(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Writes pages as PO or XLIFF files for translation tools, or what is translated as a TMX memory."""
    from translation_drift.exchange.files import Export, export_language
    from translation_drift.reports.exchange import ExportReport

    pages = known_pages(project, arguments.pages) or project.pages(project.source)
    wanted = Export(arguments.form, arguments.output, arguments.overwrite, arguments.memory)
    return ExportReport(
        [
            file
            for language in selection(project, arguments).translations(project)
            for file in export_language(project, language, pages, wanted, progress)
        ]
    )
