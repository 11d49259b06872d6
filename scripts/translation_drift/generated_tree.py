"""Writes a large project out of random words, to measure how long the commands take."""

import random
from collections.abc import Iterator
from pathlib import Path

from translation_drift.acceptance import Signature, accepted_lock
from translation_drift.bitext import load_bitext, load_page
from translation_drift.lock import write_lock
from translation_drift.project import Project, load_project
from translation_drift.units import Samples

_WORDS = {
    "en": "the job reads its input and writes a model that an endpoint serves to every client of the team",
    "ja": "ジョブは 入力を 読み込み モデルを 書き出して エンドポイントが クライアントに 応答し ます",
    "zh-TW": "作業 會讀取 輸入 並寫出 模型 然後 端點 回應 每個 用戶端 的要求 並記錄 計量",
    "pl": "zadanie czyta dane wejściowe i zapisuje model który punkt końcowy udostępnia każdemu klientowi",
    "ru": "задание читает входные данные и записывает модель которую конечная точка отдаёт каждому клиенту",
}
_SECTIONS = 8
_SITE = "plugins:\n  - i18n:\n      languages:\n"


def write_tree(folder: Path, pages: int = 400) -> Project:
    """Writes so many pages in five languages below an empty folder, all of them accepted."""
    (folder / "samples").mkdir(parents=True)
    (folder / "samples" / "job.py").write_text("# --8<-- [start:run]\nprint('done')\n# --8<-- [end:run]\n")
    locales = "".join(f"        - locale: {language}\n" for language in _WORDS)
    (folder / "mkdocs.yml").write_text(_SITE + locales, encoding="utf-8")
    for language in _WORDS:
        (folder / "docs" / language).mkdir(parents=True)
        for number in range(pages):
            path = folder / "docs" / language / f"page-{number:04}.md"
            path.write_text("\n".join(_page(language, number)), encoding="utf-8")
    project = load_project(folder)
    _accept_all(project)
    return project


def _accept_all(project: Project) -> None:
    samples = Samples(project.samples)
    signature = Signature("generator", "2026-01-01")
    for name in project.pages(project.source):
        source = load_page(project, project.source, name, samples)
        for language in project.translations:
            bitext = load_bitext(project, language, name, source, samples)
            lock = accepted_lock(bitext, source, bitext.pairs, signature)
            write_lock(lock, project.lock_path(language, name))


def _page(language: str, number: int) -> Iterator[str]:
    words = random.Random(f"{language} {number}")  # noqa: S311 - text, no secret
    vocabulary = _WORDS[language].split()

    def text(length: int) -> str:
        return " ".join(words.choices(vocabulary, k=length)).capitalize() + "."

    yield f"---\ntitle: {text(3)}\n---\n\n# {text(3)}\n\n{text(30)}\n"
    for section in range(_SECTIONS):
        yield f"## {text(4)} {{#section-{section}}}\n\n{text(40)} `name_{number}`\n\n{text(60)}\n"
        yield f"- {text(12)}\n- {text(10)}\n- {text(14)}\n"
        yield '```python\n--8<-- "job.py:run"\n```\n'
        yield f'!!! note "{text(3)}"\n    {text(25)}\n'
