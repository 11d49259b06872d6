from typing import Any

import pytest
from local_workspace.az.errors import AzError
from local_workspace.az.property_paths import edit, read_overrides, read_tags


def _edit(document: dict[str, Any], **words: Any) -> dict[str, Any]:
    return edit(document, {"set": None, "add": None, "remove": None, "force_string": False} | words)


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ({"tags": {}}, {"set": ["tags.team=titanic"]}, {"tags": {"team": "titanic"}}),
        ({"tags": None}, {"set": ["tags.n=1"]}, {"tags": {"n": 1}}),
        ({"tags": None}, {"set": ["tags.n=1"], "force_string": True}, {"tags": {"n": "1"}}),
        ({"a": [1, 2]}, {"set": ["a[1]=5"]}, {"a": [1, 5]}),
        ({"a": [{"b": 1}]}, {"set": ["a[0].b=2"]}, {"a": [{"b": 2}]}),
        ({}, {"set": ['a={"b": [1]}']}, {"a": {"b": [1]}}),
        ({"a": [1]}, {"add": ["a", "2", "x=y"]}, {"a": [1, 2, {"x": "y"}]}),
        ({}, {"add": ["a", "two"]}, {"a": ["two"]}),
        ({"a": [1, 2]}, {"remove": ["a", "0"]}, {"a": [2]}),
        ({"a": 1, "b": 2}, {"remove": ["a"]}, {"b": 2}),
    ],
)
def test_edits(before: dict[str, Any], words: dict[str, Any], after: dict[str, Any]) -> None:
    assert _edit(before, **words) == after


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"set": ["novalue"]}, "Empty key in --set"),
        ({"set": ["a[7]=1"]}, "index 7 doesn't exist on a"),
        ({"set": ["n.x=1"]}, "Couldn't find 'x' in 'n'"),
        ({"remove": ["absent"]}, "Couldn't find 'absent' to remove"),
        ({"add": ["n", "1"]}, "usage error: --add"),
    ],
)
def test_edits_that_are_refused(words: dict[str, Any], message: str) -> None:
    with pytest.raises(AzError) as refused:
        _edit({"a": [1], "n": 5}, **words)
    assert message in str(refused.value)


def test_overrides_and_tags() -> None:
    assert read_overrides(["a.b=c=d"]) == [{"a.b": "c=d"}]
    assert read_tags(["a=b", "c"]) == {"a": "b", "c": ""}
    with pytest.raises(AzError, match="--set takes"):
        read_overrides(["novalue"])
