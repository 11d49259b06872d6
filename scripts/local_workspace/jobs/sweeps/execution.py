"""One sweep while it runs: it starts trials, hears what they report, ends those that are not worth it."""

import queue
import threading
import time
from dataclasses import dataclass, field

from local_workspace.arm import Json, Resource
from local_workspace.jobs.durations import seconds
from local_workspace.jobs.kinds import JobKinds
from local_workspace.jobs.metrics import Listener, LoggedMetrics
from local_workspace.jobs.records import Jobs, root_of, run_of
from local_workspace.jobs.runner import JobRunner
from local_workspace.jobs.stop import Stop
from local_workspace.jobs.sweeps.documents import TAG, best_properties, trial_of, trial_tag
from local_workspace.jobs.sweeps.log import SweepLog
from local_workspace.jobs.sweeps.policies import make_policy
from local_workspace.jobs.sweeps.sampling import make_sampler
from local_workspace.jobs.sweeps.space import read_space
from local_workspace.jobs.sweeps.trials import Trials

PULSE = 0.1
"""Seconds after which a sweep that hears nothing looks whether it is to end."""

HOLD = 60.0
"""Seconds that a report waits for its verdict at most, should the sweep have ended without giving one."""

FAILED = "User errors were found in at least one of the child runs."
"""As a run of 2021-05 (swatig007/automlForImages#25) worded it whose trials had failed."""


@dataclass(frozen=True)
class Reported:
    """A trial has logged the primary metric; it goes on once it is answered."""

    trial: int
    value: float
    answered: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Ended:
    """A trial is over."""

    trial: int


class Execution:
    """One sweep from its first trial to its last."""

    def __init__(
        self,
        job: Resource,
        stop: Stop,
        jobs: Jobs,
        kinds: JobKinds,
        runner: JobRunner,
        metrics: LoggedMetrics,
        log: SweepLog,
    ) -> None:
        properties = job.properties
        maximize = properties["objective"]["goal"] == "Maximize"
        self._job, self._stop = job, stop
        self._jobs, self._kinds, self._runner, self._metrics = jobs, kinds, runner, metrics
        self._log = log
        self._limits = properties["limits"]
        self._trials = Trials(job.id, maximize=maximize)
        self._policy = make_policy(properties["earlyTermination"], maximize=maximize)
        self._sampler = make_sampler(properties["samplingAlgorithm"], read_space(properties["searchSpace"]))
        self._events: queue.SimpleQueue[Reported | Ended] = queue.SimpleQueue()
        self._deadline = time.monotonic() + seconds(self._limits["timeout"])
        self._exhausted = False
        self._held: dict[int, list[Reported]] = {}

    def run(self) -> Json | None:
        """Run the sweep; return why it failed, if it did."""
        self._log.say("API", "Experiment created")
        self._fill()
        while self._trials.open:
            self._hear()
            self._check_time()
            if self._stop.asked:
                self._end(self._trials.open, "the sweep was ended")
                self._generated("The sweep was ended.")
            self._fill()
        return self._conclude()

    def _fill(self) -> None:
        """Start as many trials as there is room for."""
        while not self._exhausted and len(self._trials.open) < self._limits["maxConcurrentTrials"]:
            if len(self._trials) == self._limits["maxTotalTrials"]:
                self._generated(f"Max number of jobs '{len(self._trials)}' reached for experiment.")
                return
            if (values := self._sampler.ask(len(self._trials))) is None:
                self._generated("The hyperparameter space is exhausted.")
                return
            self._start(values)

    def _start(self, values: Json) -> None:
        number, trial = len(self._trials), self._trials.add(values)
        self._log.say("SCHEDULER", f"Scheduling job, id='{trial.id.name}'")
        sent = trial_of(self._job, values)
        complete = self._kinds.of(sent).complete(trial.id, sent)
        by = str(self._job.system_data.get("createdBy"))
        self._jobs.add(trial.id, complete, by, parent=self._job.id.name, root=root_of(self._job))
        self._jobs.tag(
            self._job.id, trial_tag(trial.id, values) | {f"{TAG}samples_generated_count": str(number + 1)}
        )
        self._metrics.listen(trial.id, self._listener(number))
        self._runner.submit(trial.id, lambda _: self._events.put(Ended(number)))
        self._log.say("SCHEDULER", f"Successfully scheduled a job. Id='{trial.id.name}'")

    def _listener(self, number: int) -> Listener:
        wanted = self._job.properties["objective"]["primaryMetric"]

        def hear(name: str, value: float) -> None:
            if name == wanted:
                report = Reported(number, value)
                self._events.put(report)
                report.answered.wait(HOLD)

        return hear

    def _hear(self) -> None:
        try:
            event = self._events.get(timeout=PULSE)
        except queue.Empty:
            return
        if isinstance(event, Reported):
            self._judge(event)
        else:
            self._settle(event.trial)

    def _judge(self, event: Reported) -> None:
        if self._trials.report(event.trial, event.value):
            losers = self._policy.losers(self._trials.scores, event.trial)
            self._end([each for each in self._trials.open if each in losers], "the early termination policy")
        self._answer(event)

    def _answer(self, event: Reported) -> None:
        """Let a trial go on; one that was told to end would race its own end, and is held until then."""
        trial = self._trials[event.trial]
        if trial.cancelled and trial.status is None:
            self._held.setdefault(event.trial, []).append(event)
        else:
            event.answered.set()

    def _settle(self, number: int) -> None:
        for held in self._held.pop(number, []):
            held.answered.set()
        trial = self._trials[number]
        self._metrics.forget(trial.id)
        trial.status = self._jobs.get(trial.id).properties["status"]
        self._sampler.tell(number, trial.best)
        if trial.best is None:
            name = self._job.properties["objective"]["primaryMetric"]
            self._log.say("CONTROLLER", f"Job '{trial.id.name}' has not logged '{name}'.", "WARNING")

    def _end(self, numbers: list[int], reason: str) -> None:
        for number in numbers:
            trial = self._trials[number]
            if not trial.cancelled:
                trial.cancelled = True
                self._log.say("ENFORCER", f"Cancelling job, id='{trial.id.name}': {reason}")
                self._runner.cancel(trial.id)

    def _check_time(self) -> None:
        if time.monotonic() > self._deadline:
            self._stop.set(f"The sweep ran longer than its limit of {self._limits['timeout']} and was ended.")

    def _generated(self, why: str) -> None:
        if not self._exhausted:
            self._exhausted = True
            self._log.say("GENERATOR", why)
            self._log.say("GENERATOR", "All jobs generated.")
            self._jobs.tag(self._job.id, {f"{TAG}all_jobs_generated": "true"})

    def _conclude(self) -> Json | None:
        if best := self._trials.best():
            trial, score = best
            self._jobs.describe(self._job.id, best_properties(trial.id, score))
            self._jobs.note(self._job.id, outputs=run_of(self._jobs.get(trial.id))["outputs"])
        failed = self._trials.all_failed and not self._stop.asked
        status = "Canceled" if self._stop.asked else "Failed" if failed else "Completed"
        self._log.say("CONTROLLER", f"Changing Run Status from Running to {status}")
        return {"code": "UserError", "message": FAILED} if failed else None
