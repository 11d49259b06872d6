"""Findings as SARIF 2.1.0, for GitHub's code scanning and for any viewer of that format.

An alert is tied to the block, not to the line: GitHub matches alerts by the fingerprint
`primaryLocationLineHash` (docs.github.com, "SARIF support for code scanning", looked at 2026-11-21), which
is made here of the path, the code and the block, so that an alert stays the same when lines are inserted.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from translation_drift.codes import explained
from translation_drift.findings import Finding, Severity
from translation_drift.reports.report import Report
from translation_drift.reports.suppressed import suppressed
from translation_drift.version import tool_version

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "PROJECT"


def sarif_log(report: Report) -> dict[str, Any]:
    """A report as a SARIF log with one run; what is suppressed is a result with its justification."""
    ignored = suppressed(report)
    findings = [*report.annotations(), *(each.finding for each in ignored)]
    reasons = {index: each.reason for index, each in enumerate(ignored, start=len(findings) - len(ignored))}
    places = {code: place for place, code in enumerate(sorted({finding.code for finding in findings}))}
    prints = _fingerprints(findings)
    results = [
        _result(finding, places, fingerprint, reasons.get(index))
        for index, (finding, fingerprint) in enumerate(zip(findings, prints, strict=True))
    ]
    run = {
        "tool": {"driver": _driver(places)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder of the project."}}},
        "results": results,
        "properties": {"report": report.name, "suppressed": len(ignored)},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(codes: Iterable[str]) -> dict[str, Any]:
    return {"name": "i18n", "semanticVersion": tool_version(), "rules": [_rule(code) for code in codes]}


def _rule(code: str) -> dict[str, Any]:
    what = explained(code)
    advice = what.advice or what.meaning
    return {
        "id": code,
        "shortDescription": {"text": what.meaning},
        "fullDescription": {"text": what.meaning},
        "help": {"text": advice, "markdown": advice},
    }


def _result(
    finding: Finding, places: Mapping[str, int], fingerprint: str, reason: str | None
) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": finding.path, "uriBaseId": _ROOT},
        "region": {"startLine": finding.line},
    }
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": "error" if finding.severity is Severity.ERROR else "warning",
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
        "properties": {"language": finding.language, "block": finding.block},
    }
    if reason is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": reason}]
    return result


def _fingerprints(findings: Iterable[Finding]) -> list[str]:
    """One for each finding; findings of the same kind in one block are numbered."""
    seen = Counter[str]()
    found: list[str] = []
    for finding in findings:
        content = [finding.path, finding.code, finding.block or finding.message]
        digest = hashlib.sha256("\n".join(content).encode()).hexdigest()[:16]
        seen[digest] += 1
        found.append(f"{digest}:{seen[digest]}")
    return found
