"""A small handbook whose translations are behind, with each mark that a reader can meet."""

from pathlib import Path

from translation_drift.acceptance import Part, Signature, accept
from translation_drift.project import load_project

from tests.site_hooks.conftest import Handbook, make

PAGE = "introduction"
WORDS = {
    "en": ("Data", "The program reads the file.", "Open the file.", "Save the file.", "The table is short."),
    "ja": (
        "データ",
        "このプログラムはファイルを読み取ります。",
        "ファイルを開きます。",
        "ファイルを保存します。",
        "表は短いです。",
    ),
    "zh-TW": ("資料", "程式會讀取檔案。", "開啟檔案。", "儲存檔案。", "表格很短。"),
    "pl": ("Dane", "Program czyta plik.", "Otwórz plik.", "Zapisz plik.", "Tabela jest krótka."),
    "ru": ("Данные", "Программа читает файл.", "Откройте файл.", "Сохраните файл.", "Таблица короткая."),
}
TEXT = """# {0}

{1}

- {2}
- {3}

## {0} {{#second}}

{4}
"""
CHANGES = (
    ("reads the file", "reads the file and counts its lines"),
    ("Open the file", "Never open the file with more than 20 programs"),
    ("The table is short.", "The table is short.\n\nIt has three columns."),
)


def outdated_handbook(folder: Path) -> Handbook:
    """Make a handbook, accept its translations, and then change the English."""
    handbook = make(folder)
    for language, words in WORDS.items():
        handbook.page_path(language, PAGE).write_text(TEXT.format(*words), encoding="utf-8")
    for language in WORDS:
        if language != "en":
            signature = Signature("Tester", "2026-11-21")
            assert accept(load_project(folder), language, Part(PAGE), signature).refusals == []
    for old, new in CHANGES:
        handbook.change("en", PAGE, lambda text, old=old, new=new: text.replace(old, new))
    return handbook
