"""Makes the index of the search when the pages can be read: one that is edited shows before it is found."""

import threading
from collections.abc import Callable
from pathlib import Path

from site_hooks.errors import SiteError
from site_hooks.search_index import FOLDER, write_index


class LaterIndex:
    """The index of a site that is served."""

    def __init__(self, site: Path, say: Callable[[str], None]) -> None:
        self._site, self._say = site, say
        self._work: threading.Thread | None = None

    def make(self) -> None:
        """Begin to index what the build has just kept for it."""
        self._work = threading.Thread(target=self._write)
        self._work.start()

    def wait(self) -> None:
        """Return when nobody writes into the folder of the site any more, and the index is whole."""
        if self._work:
            self._work.join()

    def holds(self, path: str) -> bool:
        """Tell whether a path of the site is part of the index."""
        return path.startswith(f"/{FOLDER}/")

    def _write(self) -> None:
        try:
            write_index(self._site)
        except SiteError as error:
            self._say(str(error))
