"""The program of the step `batchscoring`: hands files in mini-batches to processes that score them.

    python -P driver.py --data PATH --model PATH --score FOLDER --script score.py …

Runs in the deployment's environment. What is retried, counted and written:
MicrosoftDocs/azure-ai-docs, reference-yaml-deployment-batch.md, how-to-batch-scoring-script.md,
how-to-deploy-model-custom-output.md and how-to-troubleshoot-batch-endpoints.md (places and sentences of the
logs); all read 2026-11-21. UNVERIFIED: that a mini-batch is tried once more often than `max_retries` (the
reference says "retries", the how-to "tries"), and that files in folders are found for scripts.
"""

# pyright: basic

import argparse
import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path

WORKER = Path(__file__).with_name("worker.py")
LOGS = Path("logs")
NODE = "0"
INIT_LIMIT = 600.0
"""Seconds in which `init` must be done."""


class ScoringFailedError(Exception):
    """The job cannot go on."""


class Worker:
    """A process with the scoring script: it is asked for one mini-batch after the other."""

    def __init__(self, options, number):
        self._options = options
        self._name = f"process{number:03}"
        self._start()

    def _start(self):
        read, write = os.pipe()
        self._replies = queue.SimpleQueue()
        command = [sys.executable, "-P", str(WORKER), str(write), self._options.script]
        command += ["--logging_level", self._options.logging_level]
        with (_folder("stdout") / f"{self._name}.stdout.txt").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=[write],
                env=self._environment,
            )
        os.close(write)
        threading.Thread(target=self._read, args=(read, self._replies), daemon=True).start()
        reply = self._wait(INIT_LIMIT)
        if reply is None or "error" in reply:
            error = reply["error"] if reply else "The process ended, or took too long, in init()."
            self.note(error)
            raise ScoringFailedError(f"init() failed: {error.splitlines()[-1]}")

    @property
    def _environment(self):
        options = self._options
        return {
            **os.environ,
            "AZUREML_MODEL_DIR": str(Path(options.model).parent),
            "AZUREML_BI_OUTPUT_PATH": options.score,
            "LOCAL_WORKSPACE_MODEL": options.model,
        }

    def _read(self, descriptor, replies):
        with os.fdopen(descriptor, "r", encoding="utf-8") as lines:
            for line in lines:
                replies.put(json.loads(line))
        replies.put(None)

    def _wait(self, limit):
        try:
            return self._replies.get(timeout=limit)
        except queue.Empty:
            return {"error": f"TimeoutError: no answer within {limit:g} seconds", "late": True}

    def score(self, batch):
        """Have the script score files; the reply has `lines` and `count`, or an `error`."""
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(batch).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # told below: there is no reply
        reply = self._wait(self._options.timeout)
        if reply is None or "late" in reply:
            self.end()
            self._start()
        return reply or {"error": "ProcessError: the process ended while it scored the mini-batch"}

    def note(self, error):
        """Keep the error of a script where Azure keeps it."""
        with (LOGS / "user" / "error.txt").open("a", encoding="utf-8") as file:
            file.write(f"{self._name}: {error.splitlines()[-1]}\n")
        with (_folder("error") / f"{self._name}.txt").open("a", encoding="utf-8") as file:
            file.write(error + "\n")

    def end(self):
        """End the process."""
        self._process.kill()
        self._process.wait()


class Scoring:
    """All mini-batches of one job."""

    def __init__(self, options, files):
        size = options.mini_batch_size
        self._options = options
        self._files = len(files)
        self._waiting = queue.SimpleQueue()
        for start in range(0, len(files), size):
            self._waiting.put(files[start : start + size])
        self._total = self._waiting.qsize()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._done = self._succeeded = self._failed = 0
        self._failure = None

    def run(self):
        """Score all files; raises when too many could not be scored."""
        count = min(self._options.workers, self._total)
        threads = [threading.Thread(target=self._work, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._failure:
            raise self._failure
        if not self._succeeded:
            raise ScoringFailedError(
                "No succeeded mini batch item returned from run(). Please check 'response: run()' in "
                "https://aka.ms/batch-inference-documentation."
            )

    def _work(self, number):
        worker = None
        try:
            worker = Worker(self._options, number)
            while not self._stop.is_set():
                self._take(worker, self._waiting.get_nowait())
        except queue.Empty:
            pass
        except Exception as error:
            self._failure = self._failure or error
            self._stop.set()
        finally:
            if worker:
                worker.end()

    def _take(self, worker, batch):
        reply = self._try(worker, batch)
        if "late" in reply:
            raise ScoringFailedError(
                f"A mini-batch was not scored in time, however often it was tried: {reply['error']}"
            )
        with self._lock:
            good = min(reply.get("count", 0), len(batch))
            self._done += 1
            self._succeeded += good
            self._failed += len(batch) - good
            self._append(reply.get("lines", []))
            self._tell()
        threshold = self._options.error_threshold
        if threshold >= 0 and self._failed > threshold:
            raise ScoringFailedError(
                f"{self._failed} files could not be scored: more than error_threshold={threshold}."
            )

    def _try(self, worker, batch):
        reply = {}
        for _ in range(self._options.max_retries + 1):
            reply = worker.score(batch)
            if "error" not in reply or self._stop.is_set():
                break
            worker.note(reply["error"])
        return reply

    def _append(self, lines):
        if self._options.output_file and lines:
            with (Path(self._options.score) / self._options.output_file).open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)

    def _tell(self):
        _say(
            f"{self._done} of {self._total} mini-batches processed: {self._succeeded} of {self._files} files "
            f"succeeded, {self._failed} failed."
        )


def _folder(kind):
    folder = LOGS / "user" / kind / NODE
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    with (LOGS / "job_progress_overview.txt").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def _files(data, *, flat):
    if data.is_file():
        return [str(data)]
    found = data.iterdir() if flat else data.rglob("*")
    return sorted(str(each) for each in found if each.is_file())


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "model", "score", "script", "logging-level"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("mini-batch-size", "error-threshold", "max-retries", "workers"):
        parser.add_argument(f"--{name}", required=True, type=int)
    parser.add_argument("--timeout", required=True, type=float)
    parser.add_argument("--output-file")
    parser.add_argument("--flat", action="store_true")
    parser.add_argument("--without-azureml", action="store_true")
    return parser.parse_args()


def main():
    """Score; the exit code says whether it went well."""
    options = _options()
    _folder("error")
    try:
        if options.without_azureml:
            raise ScoringFailedError(
                "ModuleNotFoundError: No module named 'azureml'. Add azureml-core to the conda file of the "
                "deployment's environment."
            )
        files = _files(Path(options.data), flat=options.flat)
        if not files:
            raise ScoringFailedError("The input holds no files.")
        Scoring(options, files).run()
    except ScoringFailedError as error:
        _say(f"User program failed with Exception: Run failed. {error}")
        _say("Please check logs for details: logs/user/error.txt and logs/user/stdout.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
