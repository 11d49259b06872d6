"""Reduces Mermaid's SVG to shapes and words: the site's style sheet colours it, light and dark."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree  # what it reads was made by Mermaid on this machine

from site_hooks.errors import SiteError

SVG = "{http://www.w3.org/2000/svg}"
KEPT_CLASSES = {
    "arrowMarkerPath",
    "background",
    "cluster",
    "cluster-label",
    "edge-pattern-dotted",
    "edge-thickness-thick",
    "edgeLabel",
    "flowchart-link",
    "label",
    "label-container",
    "node",
}
SMALLEST = 0.62
"""Scale below which words of 16 px become too small to read; then the drawing scrolls."""
DROPPED_ELEMENTS = {f"{SVG}style", f"{SVG}defs", f"{SVG}linearGradient", f"{SVG}filter"}
DROPPED_ATTRIBUTES = {
    "aria-roledescription",
    "style",
    "fill",
    "font-style",
    "font-weight",
    "stroke",
    "stroke-dasharray",
    "stroke-width",
}


def reduced(svg: str) -> str:
    """Return a drawing without colours, fonts, hidden data and what is never painted."""
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314
    except ElementTree.ParseError as error:
        raise SiteError(f"Mermaid's drawing is no XML: {error}") from error
    _drop_unused(root)
    for element in root.iter():
        _join_words(element)
        _keep_outline(element)
        _clean(element)
    _prune(root)
    _measure(root)
    ElementTree.register_namespace("", SVG.strip("{}"))
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def words(svg: str) -> str:
    """Return all text of a drawing without blanks, to look for a label that was broken into lines."""
    return "".join("".join(ElementTree.fromstring(svg).itertext()).split())  # noqa: S314


def _parents(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, ElementTree.Element]]:
    for parent in root.iter():
        for child in list(parent):
            yield parent, child


def _drop_unused(root: ElementTree.Element) -> None:
    """Remove styles, gradients, and the arrow heads that no line ends in."""
    used = set(re.findall(r"url\(#([^)]+)\)", ElementTree.tostring(root, encoding="unicode")))
    for parent, child in list(_parents(root)):
        if child.tag in DROPPED_ELEMENTS or (child.tag == f"{SVG}marker" and child.get("id") not in used):
            parent.remove(child)


def _join_words(element: ElementTree.Element) -> None:
    """Make one text of a line: Mermaid wraps each word in an element of its own."""
    if element.tag == f"{SVG}tspan" and len(element):
        text = "".join(element.itertext())
        for child in list(element):
            element.remove(child)
        element.text = text


def _keep_outline(element: ElementTree.Element) -> None:
    """Keep the first of the two paths of a sketched shape: the other is its hand-drawn border."""
    if "outer-path" in element.get("class", "").split():
        for border in list(element)[1:]:
            element.remove(border)


def _clean(element: ElementTree.Element) -> None:
    """Keep the attributes that place a shape, and the classes that the style sheet colours."""
    for name in list(element.attrib):
        if name in DROPPED_ATTRIBUTES or name.startswith("data-"):
            del element.attrib[name]
        elif name not in ("class", "id", "href"):
            element.set(name, re.sub(r"-?\d+\.\d+", _rounded, element.get(name, "")))
    kept = [word for word in dict.fromkeys(element.get("class", "").split()) if word in KEPT_CLASSES]
    element.attrib.pop("class", None)
    if kept:
        element.set("class", " ".join(kept))


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _prune(root: ElementTree.Element) -> None:
    """Remove groups and texts that hold nothing, as long as there are any."""
    empty = [(parent, child) for parent, child in _parents(root) if _is_empty(child)]
    for parent, child in empty:
        parent.remove(child)
    if empty:
        _prune(root)


def _is_empty(element: ElementTree.Element) -> bool:
    if element.tag == f"{SVG}rect":
        return not element.get("width")
    return element.tag in (f"{SVG}g", f"{SVG}text", f"{SVG}tspan") and not len(element) and not element.text


def _measure(root: ElementTree.Element) -> None:
    """Give the drawing its natural size and the role of an image, told by its title and description."""
    _, _, width, height = root.get("viewBox", "0 0 0 0").split()
    labelled = f"{root.get('aria-labelledby', '')} {root.get('aria-describedby', '')}".split()
    for name in ("aria-labelledby", "aria-describedby"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-labelledby", " ".join(labelled))
    root.set("width", width)
    root.set("height", height)
    root.set("style", f"min-width: {float(width) * SMALLEST:.0f}px")
