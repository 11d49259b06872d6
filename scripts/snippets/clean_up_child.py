"""Does the cleaning in a process of its own, the only one with the SDK. Arguments: config.json, the id."""
# pyright: basic

import json
import sys
from pathlib import Path

import requests

TAG = "handbook"
ARM = "https://management.azure.com"
API = "2021-04-01"


def main() -> None:
    """Remove what carries the tag, and print a list of it."""
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    config, run = Path(sys.argv[1]), sys.argv[2]
    client = MLClient.from_config(DefaultAzureCredential(), path=str(config))
    costly = [*delete_endpoints(client, run), *delete_registries(client, run)]  # first: what exists costs
    done = [*costly, *archive_jobs(client, run), *archive_assets(client, run), *delete_groups(client, run)]
    sys.stdout.write(json.dumps(done) + "\n")


def is_ours(entity, run):
    """Whether an entity carries the run's tag, which ends in the number of the page that made it."""
    return has_tag(entity.tags, run)


def has_tag(tags, run):
    """Whether tags are those of a page of the run."""
    return str((tags or {}).get(TAG)).startswith(run)


def delete_endpoints(client, run):
    """Delete the endpoints of a run, with their deployments, and its clusters."""
    for kind, operations in (
        ("online endpoint", client.online_endpoints),
        ("batch endpoint", client.batch_endpoints),
        ("compute", client.compute),
    ):
        for each in operations.list():
            if is_ours(each, run):
                operations.begin_delete(each.name).wait()
                yield f"deleted {kind} {each.name}"


def delete_registries(client, run):
    """Delete the registries of a run, with all that is in them."""
    for each in client.registries.list():
        if is_ours(each, run):
            client.registries.begin_delete(name=each.name).wait()
            yield f"deleted registry {each.name}"


def archive_jobs(client, run):
    """Cancel and archive the jobs of a run."""
    for job in client.jobs.list():
        if is_ours(job, run):
            if job.status not in ("Completed", "Failed", "Canceled"):
                client.jobs.begin_cancel(job.name).wait()
            client.jobs.archive(job.name)
            yield f"archived job {job.name}"


def archive_assets(client, run):
    """Archive the versions of assets of a run."""
    for kind, operations in (
        ("component", client.components),
        ("data asset", client.data),
        ("environment", client.environments),
        ("model", client.models),
    ):
        for container in operations.list():
            for version in operations.list(name=container.name):
                if is_ours(version, run):
                    operations.archive(version.name, version=version.version)
                    yield f"archived {kind} {version.name}:{version.version}"


def delete_groups(client, run):
    """Delete the resource groups of a run, with all that is in them."""
    base = f"{ARM}/subscriptions/{client.subscription_id}/resourcegroups"
    headers = {"Authorization": f"Bearer {client._credential.get_token(f'{ARM}/.default').token}"}
    answer = requests.get(base, headers=headers, params={"api-version": API}, timeout=60)
    answer.raise_for_status()
    for group in answer.json()["value"]:
        if has_tag(group.get("tags"), run):
            url = f"{base}/{group['name']}"
            requests.delete(url, headers=headers, params={"api-version": API}, timeout=60).raise_for_status()
            yield f"deleted resource group {group['name']}"


if __name__ == "__main__":
    main()
