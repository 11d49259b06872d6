"""How a running job is told to end."""

import threading
from dataclasses import dataclass, field
from typing import Literal

Ending = Literal["Canceled", "Failed"]


@dataclass
class Stop:
    """Tells a running job to end, how, and why; the first to ask counts."""

    event: threading.Event = field(default_factory=threading.Event)
    status: Ending = "Canceled"
    reason: str = ""

    def set(self, reason: str = "", status: Ending = "Canceled") -> None:
        """Ask the job to end with a status; somebody who cancels needs no reason."""
        if not self.event.is_set():
            self.status, self.reason = status, reason
            self.event.set()

    @property
    def asked(self) -> bool:
        """Whether the job is to end."""
        return self.event.is_set()
