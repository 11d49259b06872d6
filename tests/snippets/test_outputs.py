"""Outputs are compared without what differs from run to run, and approved only on request."""

from pathlib import Path

import pytest
from snippets.outputs import ApprovedOutput, Normaliser, approved_name

PLAIN = Normaliser({})


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("id 1b4e28ba-2fa1-11d2-883f-0016d3cca427 end", "id <id> end"),
        ("/subscriptions/1B4E28BA-2fa1-11d2-883f-0016d3cca427/x", "/subscriptions/<id>/x"),
        ("at 2026-11-21T05:33:12.123456Z", "at <time>"),
        ("at 2026-11-21 05:33:12+00:00", "at <time>"),
        ("2026/11/21 05:33:12 WARNING", "<time> WARNING"),
        ("on 2026-11-21.", "on <date>."),
        ("Sat, 21 Nov 2026 05:33:12 GMT", "<time>"),
        ("at 05:33:12,123", "at <time>"),
        ("took 3.21 s", "took <duration>"),
        ("took 120ms", "took <duration>"),
        ("RunId: jolly_engine_0k3j9x2m1p", "RunId: <run>"),
        ("runs/jolly_engine_0k3j9x2m1p?x", "runs/<run>?x"),
        ("job titanic-20261121053312 ends", "job <run> ends"),
        ("http://127.0.0.1:43203/", "http://127.0.0.1:<port>/"),
        ("localhost:8000", "localhost:<port>"),
        ("in /tmp/pytest-1/x/y.txt now", "in <path> now"),
        ("/var/folders/ab/c", "<path>"),
        ("<object at 0x7f3c2a1b9d90>", "<object at <address>>"),
        ("ws eastus", "ws <region>"),
        ("in westeurope, southcentralus", "in <region>, <region>"),
        ("germanywestcentral swedencentral eastus2", "<region> <region> <region>"),
        ("sha 0123456789abcdef0123456789abcdef", "sha <hash>"),
        ("a\tb", "a       b"),
        ("line   \n\n\nend\n\n", "line\n\n\nend"),
        ("10%\r50%\r100%\ndone", "100%\ndone"),
        ("\r\nwindows\r\n", "windows"),
    ],
)
def test_what_differs_is_named(text: str, normal: str) -> None:
    assert PLAIN(text) == f"{normal}\n"


@pytest.mark.parametrize(
    "text",
    [
        "accuracy 0.835",
        "1,309 passengers",
        "version 1.35.2",
        "10:1 ratio",
        "ratio 3:4:5",
        "api-version=2025-09-01x",
        "workspaceblobstore",
        "mlflow_model",
        "north-east, central",
        "ukraine east",
        "random_forest",
        "200 trees, 15 models",
        "python 3.11.7",
        "azureml://datastores/workspaceblobstore/paths/data",
    ],
)
def test_what_matters_stays(text: str) -> None:
    assert PLAIN(text) == f"{text}\n"


def test_names_of_the_workspace_are_named_and_longest_first() -> None:
    normalise = Normaliser(
        {"page-1": "<workspace>", "rg-page-1": "<resource group>", "-ab12": "", "ab12": "sample"}
    )
    assert normalise("rg-page-1/page-1/page-10 titanic-ab12 tag ab12") == (
        "<resource group>/<workspace>/page-10 titanic tag sample\n"
    )


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_nothing_printed_is_nothing(text: str) -> None:
    assert PLAIN(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21 05:33:12 x_y_0123456789 /tmp/a/b 3 s 127.0.0.1:80 1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        "a\tb\r\n",
    ],
)
def test_approved_text_is_its_own_normal_form(text: str) -> None:
    assert PLAIN(PLAIN(text)) == PLAIN(text)


def test_difference_is_a_diff(tmp_path: Path) -> None:
    path = tmp_path / "a.py.r.out"
    path.write_text("one\ntwo\n")
    approved = ApprovedOutput(path)
    assert approved.difference("one\ntwo\n", PLAIN) == ""
    difference = approved.difference("one\nthree\n", PLAIN)
    assert "-two" in difference
    assert "+three" in difference


def test_missing_file_is_a_difference_even_if_nothing_was_printed(tmp_path: Path) -> None:
    assert "does not exist yet" in ApprovedOutput(tmp_path / "a.out").difference("", PLAIN)


def test_approve_writes_the_normal_form(tmp_path: Path) -> None:
    approved = ApprovedOutput(tmp_path / "a.out")
    approved.approve("done in 3.1 s\n\n", PLAIN)
    assert approved.path.read_text() == "done in <duration>\n"
    assert approved.difference("done in 4.5 s", PLAIN) == ""


def test_names_of_approved_outputs() -> None:
    assert approved_name("jobs/a.py", "r") == "jobs/a.py.r.out"
    assert approved_name("jobs/a.sh", None) == "jobs/a.sh.out"
