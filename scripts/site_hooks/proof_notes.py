"""Says under a snippet, in the reader's language, which program ran it, when, how long and where."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from babel.units import format_unit
from markdown_pages import Region

from site_hooks import whole_samples
from site_hooks.evidence import Proof, Result
from site_hooks.page_edits import Edit
from site_hooks.rendering import render
from site_hooks.repository import Repository
from site_hooks.wording import day, locale_of

SHORTEST = 0.05
"""Seconds below which a duration says nothing."""
NOT_RUN = ("azure-ai-ml", "promptflow", "json", "jinja")
"""What loaded a file that is no program."""


class Fact(NamedTuple):
    """One line of a note."""

    term: str
    text: str
    address: str = ""


class Notes:
    """Writes the notes of one page."""

    def __init__(
        self,
        language: str,
        words: Mapping[str, Any],
        repository: Repository | None,
        to_site: Callable[[str], str],
    ) -> None:
        """`to_site` makes an address below the site's folder of the language one that the page can link."""
        self._language = language
        self._words = words["proof"]
        self._repository = repository
        self._to_site = to_site

    def edit(self, proof: Proof, *, comments: bool) -> Edit:
        """Return the note of a proof below its fence; `comments` says that those are translated."""
        html = render(
            "proof.html",
            language=self._language,
            summary=self.summary(proof),
            facts=[*self.facts(proof)],
            comments=self._words["comments"] if comments else "",
        )
        return Edit.after(proof.fence.end_line, proof.fence.indent, html.replace("\n", ""))

    def summary(self, proof: Proof) -> str:
        """Return when and where a snippet ran last."""
        result = proof.last
        said = "checked" if result["program"] in NOT_RUN else "ran"
        when = self._words[said].format(date=day(result["date"][:10], self._language))
        return f"{when} · {self._words['workspace'][result['workspace']]}"

    def facts(self, proof: Proof) -> Iterator[Fact]:
        """Return all that is known of how a snippet ran."""
        said, result = self._words["facts"], proof.last
        programs = [self._words["programs"].get(it, it) for it in str(result["program"]).split(", ")]
        yield Fact(said["program"], ", ".join(programs))
        if result["azure_ai_ml"]:
            yield Fact("azure-ai-ml", result["azure_ai_ml"])
        yield Fact(said["local"], self._run(proof.local))
        yield Fact(said["azure"], self._run(proof.azure))
        yield from self._places(proof.region)

    def _run(self, result: Result | None) -> str:
        if result is None:
            return str(self._words["never"])
        date = day(result["date"][:10], self._language)
        if result["seconds"] < SHORTEST:
            return date
        seconds = round(result["seconds"], 1)
        return f"{date} · {format_unit(seconds, 'second', 'short', locale=locale_of(self._language))}"

    def _places(self, region: Region) -> Iterator[Fact]:
        address = self._to_site(whole_samples.address(region.sample, region.name))
        yield Fact(self._words["facts"]["whole"], region.sample, address)
        if self._repository and (link := self._repository.link(region)):
            yield Fact(
                self._words["facts"]["repository"], link.partition("/blob/")[2].partition("/")[2], link
            )
