"""Lets a page say, in place and with a reason, that a finding is meant to be so.

`<!-- i18n-ignore code: reason -->` on a line of its own covers the block that follows; at the end of a line
it covers that line. MDX has no such comments: there, `{/* i18n-ignore code: reason */}` on a line of its own.
In the translated comments of a sample it is a comment of YAML, `# i18n-ignore code: reason`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translation_drift.bitext import Bitext
from translation_drift.findings import Finding, Suppressed
from translation_drift.sample_comments import SUFFIX as COMMENTS_SUFFIX

_REMARK = r"\s*i18n-ignore\b\s*(?P<code>[\w-]*)\s*(?::\s*(?P<reason>.*?))?\s*"
_MARK = re.compile(rf"(?:<!--|\{{/\*){_REMARK}(?:-->|\*/\}})")
_YAML_MARK = re.compile(rf"(?:^|(?<=\s))#{_REMARK}$")
BAD_SUPPRESSION = "bad-suppression"
"""A remark that names no known lint or gives no reason. Write `<!-- i18n-ignore code: why -->`."""


@dataclass(frozen=True)
class Suppression:
    """One remark on a page, and the lines that it covers."""

    code: str
    reason: str
    line: int
    first: int
    last: int


def suppressions(bitext: Bitext) -> list[Suppression]:
    """All remarks on a page."""
    code_lines = {line for fence in bitext.target.fences for line in range(fence.line, fence.end_line + 1)}
    found: list[Suppression] = []
    mark = _YAML_MARK if bitext.target.path.suffix == COMMENTS_SUFFIX else _MARK
    for number, text in enumerate(bitext.target.text.splitlines(), start=1):
        match = mark.search(text)
        if match and number not in code_lines:
            alone = not text.replace(match.group(), "").strip()
            first, last = _block_after(bitext, number) if alone else (number, number)
            found.append(Suppression(match["code"], match["reason"] or "", number, first, last))
    return found


def suppress(
    findings: Iterable[Finding], remarks: Iterable[Suppression]
) -> tuple[list[Finding], list[Suppressed]]:
    """Takes the findings apart into those that stay and those that a remark covers."""
    remarks = [remark for remark in remarks if remark.reason]
    left: list[Finding] = []
    covered: list[Suppressed] = []
    for finding in findings:
        reasons = [r.reason for r in remarks if r.code == finding.code and r.first <= finding.line <= r.last]
        if reasons:
            covered.append(Suppressed(finding, reasons[0]))
        else:
            left.append(finding)
    return left, covered


def bad_remarks(bitext: Bitext, remarks: Iterable[Suppression], codes: Iterable[str]) -> Iterator[Finding]:
    """Remarks that name no known rule or give no reason."""
    known = set(codes)
    for remark in remarks:
        if remark.code not in known:
            message = f"`i18n-ignore` names no known lint ({remark.code!r}); see `i18n lint --list`"
            yield Finding(bitext.path, remark.line, BAD_SUPPRESSION, message)
        elif not remark.reason:
            message = f"`i18n-ignore {remark.code}` gives no reason; write `{remark.code}: why`"
            yield Finding(bitext.path, remark.line, BAD_SUPPRESSION, message)


def _block_after(bitext: Bitext, line: int) -> tuple[int, int]:
    following = [block for block in bitext.target.blocks if block.line > line]
    if not following:
        return line, line
    block = min(following, key=lambda block: block.line)
    return block.line, block.end_line
