"""No column of a table is announced by a header that says nothing."""

from bs4 import BeautifulSoup

from .conftest import Handbook

TABLE = """# Data

|  | SDK | CLI |
|---|---|---|
| name | `a` | `b` |
"""


def test_an_empty_corner_is_a_cell_and_not_a_header(handbook: Handbook) -> None:
    handbook.page_path("en", "introduction").write_text(TABLE, encoding="utf-8")
    assert handbook.build("en") == []
    html: BeautifulSoup = handbook.html("en", "introduction")
    assert [head.get_text() for head in html.select("thead th")] == ["SDK", "CLI"]
    assert [cell.get_text() for cell in html.select("thead td")] == [""]
