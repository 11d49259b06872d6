"""Plans what a run on a real workspace can cost at most, before anything is started.

The plan and the prices are one file (`costs` in the settings, by default samples/costs.yml):

    currency: EUR
    prices:                      per hour
      Standard_D4ds_v4: {price: 0.27, source: "https://…", checked: 2026-11-21}
    pages:
      first-job:
        - {sku: Standard_D4ds_v4, minutes: 15, jobs: 3}     time limit of each job, and how many

Billing itself lags by hours, so only the plan can stop a run in time.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from snippets.errors import SettingsError
from snippets.settings import Settings


@dataclass(frozen=True)
class Plan:
    """What the jobs of all pages cost if each takes as long as its time limit allows."""

    amount: float
    currency: str
    pages: tuple[str, ...]


def check_costs(settings: Settings, limit: float | None) -> Plan:
    """Refuse a run on a real workspace without a limit, or with one below the plan."""
    plan = read_plan(settings.costs)
    planned = f"the plan in {settings.relative(settings.costs)} is {plan.amount:.2f} {plan.currency}"
    if limit is None:
        raise SettingsError(f"--workspace real spends money: say how much with --max-cost; {planned}")
    if plan.amount > limit:
        raise SettingsError(f"--max-cost {limit:.2f} is too little: {planned}")
    return plan


def read_plan(path: Path) -> Plan:
    """Add up the planned maximum."""
    try:
        content = cast("dict[str, Any]", yaml.safe_load(path.read_text("utf-8")))
        prices = cast("dict[str, dict[str, Any]]", content["prices"])
        for sku, entry in prices.items():
            if not entry.get("source") or not entry.get("checked"):
                raise SettingsError(f"the price of {sku} needs source and checked", path)
        pages = cast("dict[str, list[dict[str, Any]]]", content["pages"])
        jobs = (job for planned in pages.values() for job in planned)
        amount = sum(
            float(prices[job["sku"]]["price"]) * float(job["minutes"]) / 60 * int(job["jobs"]) for job in jobs
        )
        return Plan(amount, str(content["currency"]), tuple(pages))
    except OSError as error:
        raise SettingsError(f"a run on a real workspace needs a plan: {error.strerror}", path) from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise SettingsError(f"is no plan of costs: {error!r}", path) from error
