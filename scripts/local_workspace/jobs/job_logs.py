"""The logs of a job among its artifacts, where the SDK and the studio look for them."""

from pathlib import Path

from local_workspace.arm import now

USER_LOG = "user_logs/std_log.txt"
BUILD_LOG = "azureml-logs/20_image_build_log.txt"
SYSTEM_LOG = "system_logs/lifecycler/local.log"

TAIL = 2000
"""Characters of a log that a failure carries."""


class JobLogs:
    """What a job, the making of its environment and this server have to say; begun anew."""

    def __init__(self, artifacts: Path) -> None:
        self.user, self.build, self._system = (artifacts / log for log in (USER_LOG, BUILD_LOG, SYSTEM_LOG))
        for path in (self.user, self.build, self._system):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # of a deleted job of the same name
        self.user.touch()

    def say(self, line: str) -> None:
        """Write to the job's system log."""
        with self._system.open("a", encoding="utf-8") as file:
            file.write(f"{now()} {line}\n")

    def user_tail(self) -> str:
        """The end of what the job's program printed."""
        return self.user.read_text("utf-8", "replace")[-TAIL:]

    def build_tail(self) -> str:
        """The end of what making the environment printed; empty when nothing had to be made."""
        return self.build.read_text("utf-8", "replace")[-TAIL:] if self.build.exists() else ""
