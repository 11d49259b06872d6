"""What the commands have to say, for people, for programs and for GitHub."""

from translation_drift.reports.report import Report
from translation_drift.reports.show import FORMATS, show

__all__ = ["FORMATS", "Report", "show"]
