import pytest
from site_hooks.style_rules import Names, kept

NAMES = Names(
    frozenset({"html", "a", "p", "body", "class", "hidden", "input", "md-nav", "type", "checkbox", "top"}),
    ("md-tag--",),
    most_tabs=3,
)


def kept_of(css: str) -> str:
    return kept(css, NAMES).replace(" ", "")


@pytest.mark.parametrize(
    "selector",
    [
        "a",
        ".md-nav",
        "#top",
        "[hidden]",
        "[type=checkbox]",
        '[class^="md-na"]',
        "p>.md-nav:hover::before",
        ".md-nav:not(.gone)",
        ".md-nav:has(+a,.gone)",
        ":is(.gone,.md-nav)a",
        ":root",
        "*",
        ".md-tag--new",
        ".md-nav>input:nth-child(9)",
    ],
)
def test_a_rule_that_something_can_ask_for_stays(selector: str) -> None:
    assert kept_of(f"{selector}{{color:red}}") == f"{selector}{{color:red}}"


@pytest.mark.parametrize(
    "selector",
    [
        "mjx-container",
        ".gone",
        "#gone",
        "[gone]",
        "[type=gone]",
        "p>.gone:hover",
        ":is(.gone,.lost)a",
        "a .gone",
        ".md-nav:has(>.gone)",
    ],
)
def test_a_rule_that_nothing_can_ask_for_goes(selector: str) -> None:
    assert kept_of(f"{selector}{{color:red}}") == ""


def test_of_several_selectors_the_possible_ones_stay() -> None:
    assert kept_of(".gone,.md-nav,a.gone{color:red}") == ".md-nav{color:red}"


def test_rules_for_more_tabs_than_there_are_go() -> None:
    names = Names(NAMES.words | {"tabbed-set", "input"}, (), 3)
    css = "".join(f".tabbed-set>input:nth-child({number}){{top:0}}" for number in range(1, 21))
    assert kept(css, names).count("nth-child") == 3


def test_groups_are_looked_into_and_go_when_they_are_empty() -> None:
    assert kept_of("@media print{.gone{top:0}a{top:0}}") == "@mediaprint{a{top:0}}"
    assert kept_of("@media print{.gone{top:0}}") == ""


def test_what_is_no_rule_of_a_selector_stays() -> None:
    css = "@keyframesfade{from{top:0}to{top:1px}}".replace("keyframes", "keyframes ")
    assert kept(css, NAMES) == css
    assert kept_of('@charset "UTF-8";a{top:0}') == "a{top:0}"


def test_variables_go_when_nothing_kept_uses_them() -> None:
    css = ":root{--a:var(--b);--b:1px;--c:var(--d);--d:2px;used:0}a{top:var(--c)}.gone{top:var(--a)}"
    assert kept_of(css) == ":root{--c:var(--d);--d:2px;used:0}a{top:var(--c)}"


def test_a_variable_that_a_script_names_stays() -> None:
    names = Names(NAMES.words | {"--a"})
    assert kept(":root{--a:1px}", names) == ":root{--a:1px}"


def test_values_keep_what_they_say() -> None:
    css = """a{content:"; } {";margin:0 auto!important;background:url("data:image/svg+xml,<svg a='b'/>")}"""
    assert kept(css.replace("0 auto", "0\n  auto"), NAMES) == css
