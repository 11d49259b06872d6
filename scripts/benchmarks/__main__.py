"""`./scripts/bench [NAME…]`: print the figures, all that are quick when no name is given."""

import argparse
import os
import sys

from benchmarks import (
    adopting,
    chats,
    clients,
    drift,
    edited_page,
    endpoints,
    fine_tuning,
    lighthouse,
    many_pages,
    seeded_faults,
    site,
    status,
    sweeps,
    tests,
    workspace,
)
from benchmarks.measure import QUIET, Benchmark, BenchmarkError, Host, additions

QUICK: dict[str, Benchmark] = {
    "set-up": site.setup_again,
    "status": status.generated_tree,
    "faults": seeded_faults.score,
    "drift": drift.score,
    "adopt": adopting.thousand_pages,
    "workspace": workspace.server,
    "endpoints": endpoints.calls,
    "chat": chats.answers,
    "sweep": sweeps.many_trials,
    "clients": clients.at_once,
    "build": site.build,
    "edited": edited_page.shows,
    "page": tests.one_page,
}
SLOW: dict[str, Benchmark] = {
    "set-up-from-nothing": site.setup_from_nothing,
    "fine-tuning": fine_tuning.training,
    "lighthouse": lighthouse.scores,
    "site-many": many_pages.build,
    "suite": tests.whole,
    "status-many": status.many_pages,
}


def main() -> int:
    """Run the named benchmarks and print each figure as soon as it is there."""
    every = QUICK | SLOW
    parser = argparse.ArgumentParser(prog="./scripts/bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of: {', '.join(every)} (slow: {', '.join(SLOW)})"
    )
    names = parser.parse_args().names or list(QUICK)
    if unknown := [name for name in names if name not in every]:
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(every)}")
    cores, load = os.cpu_count(), os.getloadavg()[0]
    speed = f"ten million additions take {additions():.2f} s"
    print(f"{cores} cores, load {load:.1f} at the start; {speed}", flush=True)
    host = Host()
    try:
        for name in names:
            for figure in every[name]():
                meanwhile = host.took()
                took = meanwhile if figure.taken is None else figure.taken
                busy = f"   (the host took {took:.0%} of the processors: not quiet)" if took > QUIET else ""
                print(f"{figure}{busy}", flush=True)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
