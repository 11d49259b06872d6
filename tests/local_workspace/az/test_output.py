"""The expected texts are what knack 0.14.0, the library behind az, printed for the same documents."""

from collections import OrderedDict
from typing import Any

import jmespath
import pytest
from local_workspace.az.output import render

ASSETS: list[dict[str, Any]] = [
    {
        "name": "titanic",
        "version": "1",
        "id": "/x",
        "type": "uri_file",
        "tags": {},
        "path": "azureml://a",
        "is": True,
    },
    {"name": "b", "extra": 3, "none": None},
]


CASES: list[tuple[Any, str, str]] = [
    ({"ż": 1, "a": []}, "json", '{\n  "a": [],\n  "ż": 1\n}\n'),
    ({"b": 1, "a": "zażółć"}, "yaml", "a: zażółć\nb: 1\n"),
    ([["a", 1, None, True], [{}, [1, 2]]], "tsv", "a\t1\tNone\tTrue\n\t2\n"),
    (True, "tsv", "true\n"),
    (ASSETS, "tsv", "/x\tTrue\ttitanic\tazureml://a\t\turi_file\t1\n3\tb\tNone\n"),
    (["a", "b"], "table", "Result\n--------\na\nb\n"),
    (
        [["a", 1], ["b", 2]],
        "table",
        "Column1    Column2\n---------  ---------\na          1\nb          2\n",
    ),
    ([], "table", "\n"),
    ({"id": "x"}, "table", "\n"),
    ({"a": 1}, "none", ""),
    (None, "json", ""),
    (
        ASSETS,
        "table",
        "Is    Name     Path         Version    Extra\n"
        "----  -------  -----------  ---------  -------\n"
        "True  titanic  azureml://a  1\n"
        "      b                                3\n",
    ),
]


@pytest.mark.parametrize(("document", "style", "expected"), CASES)
def test_a_document_is_printed_as_az_prints_it(document: Any, style: str, expected: str) -> None:
    assert render(document, style) == expected


def test_a_query_keeps_the_order_of_its_own_columns() -> None:
    query = jmespath.compile("[].{Version: version, Name: name}")
    assert render(ASSETS, "tsv", query=query) == "1\ttitanic\nNone\tb\n"
    assert render(ASSETS, "table", query=query).splitlines()[0] == "Version    Name"


def test_a_query_that_finds_nothing_prints_nothing() -> None:
    assert render(ASSETS, "json", query=jmespath.compile("absent")) == ""


def test_a_command_may_have_a_table_of_its_own_which_a_query_replaces() -> None:
    jobs: list[Any] = [OrderedDict(name="n", status="Completed", type="command")]
    table = '[].{name: name, "job type": type}'
    assert render(jobs, "table", table=table).splitlines()[0] == "Name    Job type"
    query = jmespath.compile("[].{S: status}")
    assert render(jobs, "table", table=table, query=query) == "S\n---------\nCompleted\n"
