from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from local_workspace.arm import Resource, ResourceId
from local_workspace.errors import ArmError, StateError
from local_workspace.store import Database, ResourceStore

WORKSPACE = ResourceId.of_workspace("s", "rg", "ws")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ResourceStore]:
    database = Database(tmp_path / "test.sqlite")
    yield ResourceStore(database)
    database.close()


def test_what_was_put_is_got_in_the_first_spelling(store: ResourceStore) -> None:
    store.put(Resource(WORKSPACE.child("jobs", "Job"), {"a": 1}, {"tags": {"t": "1"}}))
    store.put(Resource(WORKSPACE.child("jobs", "JOB"), {"a": 2}))
    found = store.get(WORKSPACE.child("jobs", "job"))
    assert found.id.name == "Job"
    assert found.properties == {"a": 2}
    assert found.attributes == {}


def test_each_write_changes_the_etag(store: ResourceStore) -> None:
    job = WORKSPACE.child("jobs", "j")
    first = store.put(Resource(job, {})).etag
    assert store.get(job).etag == first
    assert store.put(Resource(job, {})).etag != first


def test_a_missing_resource_is_refused_with_its_id(store: ResourceStore) -> None:
    with pytest.raises(ArmError, match="jobs/j") as refusal:
        store.get(WORKSPACE.child("jobs", "j"))
    assert (refusal.value.status, refusal.value.code) == (404, "ResourceNotFound")


def test_deleting_takes_what_is_below_and_nothing_beside(store: ResourceStore) -> None:
    store.put(Resource(WORKSPACE.asset("models", "m", "1"), {}))
    store.put(Resource(WORKSPACE.child("models", "m"), {}))
    store.put(Resource(WORKSPACE.child("models", "m2"), {}))
    store.put(Resource(WORKSPACE.child("models", "M%"), {}))
    assert store.delete(WORKSPACE.child("models", "m"))
    assert not store.delete(WORKSPACE.child("models", "m"))
    assert store.find(WORKSPACE.asset("models", "m", "1")) is None
    assert [each.id.name for each in store.children(WORKSPACE, "models").resources] == ["m2", "M%"]


@pytest.mark.parametrize("newest_first", [True, False])
def test_pages_hold_each_child_once_also_when_more_are_added(
    store: ResourceStore, newest_first: bool
) -> None:
    for number in range(7):
        store.put(Resource(WORKSPACE.child("jobs", f"j{number}"), {}))
    names: list[str] = []
    after = None
    while True:
        page = store.children(WORKSPACE, "jobs", newest_first=newest_first, limit=3, after=after)
        names += [each.id.name for each in page.resources]
        store.update(WORKSPACE.child("jobs", "j3"), lambda job: job.properties.update(touched=True))
        if page.next is None:
            break
        after = page.next
    expected = [f"j{number}" for number in range(7)]
    assert names == (expected[::-1] if newest_first else expected)


def test_a_full_last_page_has_no_next(store: ResourceStore) -> None:
    for number in range(4):
        store.put(Resource(WORKSPACE.child("jobs", f"j{number}"), {}))
    assert store.children(WORKSPACE, "jobs", limit=4).next is None
    with pytest.raises(ArmError, match="continuation"):
        store.children(WORKSPACE, "jobs", after="x")


def test_members_are_compared_and_absent_is_false(store: ResourceStore) -> None:
    for name, properties in {"a": {}, "b": {"isArchived": False}, "c": {"isArchived": True}}.items():
        store.put(Resource(WORKSPACE.child("data", name), properties))
    active = store.children(WORKSPACE, "data", where={"$.properties.isArchived": False})
    archived = store.children(WORKSPACE, "data", where={"$.properties.isArchived": True})
    assert [each.id.name for each in active.resources] == ["a", "b"]
    assert [each.id.name for each in archived.resources] == ["c"]
    other = ResourceId.of_workspace("s", "rg", "other").child("data", "d")
    store.put(Resource(other, {"kind": "x"}))
    assert [each.id for each in store.search("data", where={"$.properties.kind": "x"})] == [other]


def test_a_failed_transaction_leaves_nothing(store: ResourceStore) -> None:
    def both() -> None:
        with store.transaction():
            store.put(Resource(WORKSPACE.child("jobs", "a"), {}))
            with store.transaction():
                store.put(Resource(WORKSPACE.child("jobs", "b"), {}))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        both()
    assert store.children(WORKSPACE, "jobs").resources == []


def test_updates_from_many_threads_lose_nothing(store: ResourceStore) -> None:
    job = WORKSPACE.child("jobs", "j")
    store.put(Resource(job, {"n": 0}))

    def add(_: int) -> None:
        store.update(job, lambda resource: resource.properties.update(n=resource.properties["n"] + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(100)))
    assert store.get(job).properties == {"n": 100}


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    database = Database(tmp_path / "test.sqlite")
    database.rows("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StateError, match="schema 99"):
        Database(tmp_path / "test.sqlite")
