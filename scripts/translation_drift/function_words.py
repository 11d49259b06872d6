"""The small words by which a language is known: they stand in nearly every sentence and in no name."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = _words(
    """
    the of and is are was were be been for with that this these those from you your can cannot it its how
    which not will would should must may have has had when where while then there their they them we our into
    using use uses an at if each other than through also only more most some any all what who allows enables
    helps provides offers includes contains supports leverages lets makes
    """
)
"""Words of English, and verbs of manuals, that are no Polish words, as `to`, `on`, `by`, `do` and `a` are."""

SMALL_WORDS = FUNCTION_WORDS | _words(
    "a to in on by as or no so up do go if out about over after before",
)
"""English function words, for a text of which one knows that it is no Polish."""

POLISH_WORDS = _words(
    """
    i w z na do się jest są oraz lub albo dla przez jak nie to po od za że o u ze we być można aby gdy jeśli
    który która które tego tej tym ten ta te by też tylko jego jej ich co czy ma pod nad przy bez między już
    tak go
    """
)
