# ruff: noqa: RUF001
"""A quantity with another unit than in the source: megabytes for gigabytes, hours for minutes.

Only numbers that both languages write as digits are compared, with the units below.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.numerals import normal_number
from translation_drift.prose_lines import line_of
from translation_drift.registry import Place, rule

_UNITS = {
    "KB": "KB|КБ|kB",
    "MB": "MB|МБ",
    "GB": "GB|ГБ",
    "TB": "TB|ТБ",
    "KiB": "KiB",
    "MiB": "MiB|МиБ",
    "GiB": "GiB|ГиБ",
    "%": "%|％|per ?cent|パーセント|procent|процент",
    "‰": "‰",
    "ms": "ms|мс|milliseconds?|ミリ秒|毫秒|milisekund|миллисекунд",
    "seconds": "s|с|seconds?|秒|sekund|секунд",
    "minutes": "min|мин|minutes?|分(?!の)|分鐘|minut|минут",
    "hours": "h|ч|hours?|時間|小時|godzin|час",
    "days": "days?|日間|天|dni|dzień|день|дн[яе]",
    "vCPU": "vCPUs?",
    "GPU": "GPUs?",
}
_OPEN = {
    "procent",
    "процент",
    "milisekund",
    "миллисекунд",
    "sekund",
    "секунд",
    "minut",
    "минут",
    "godzin",
    "час",
}
"""Stems, behind which an ending may follow."""


def _alternatives(names: str) -> str:
    return "|".join(
        rf"{name}\w*" if name in _OPEN else rf"{name}(?![A-Za-z\u0400-\u04ff])" for name in names.split("|")
    )


_QUANTITY = re.compile(
    r"(?<![\w.,])(?P<number>\d+(?:[.,]\d+)*)[ \u00a0\u202f-]?(?:"
    + "|".join(f"(?P<u{number}>{_alternatives(names)})" for number, names in enumerate(_UNITS.values()))
    + ")"
)
_NAMES = list(_UNITS)


@rule("unit-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds numbers whose unit is another one."""
    for source, target in bitext.comparable:
        if source.kind in ("code", "html"):
            continue
        wanted = _quantities(source.block.text)
        for (number, unit), offset in _quantities(target.block.text).items():
            units = {other for value, other in wanted if value == number}
            if units and unit not in units:
                place = line_of(target.block, offset)
                yield (
                    place,
                    f"{number} {unit}, in the source (line {source.line}) {' and '.join(sorted(units))}",
                )


def _quantities(text: str) -> dict[tuple[str, str], int]:
    """Numbers with their units, each with its offset."""
    found: dict[tuple[str, str], int] = {}
    for match in _QUANTITY.finditer(text):
        assert match.lastgroup
        unit = _NAMES[int(match.lastgroup.removeprefix("u"))]
        found.setdefault((normal_number(match["number"]), unit), match.start())
    return found
