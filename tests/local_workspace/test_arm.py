import pytest
from local_workspace.arm import Resource, ResourceId, member, system_data
from local_workspace.errors import ArmError

WORKSPACE = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws"


@pytest.mark.parametrize(
    "spelling",
    [
        f"{WORKSPACE}/jobs/J",
        f"azureml:{WORKSPACE}/jobs/J",
        "/subscriptions/s/resourcegroups/rg/providers/microsoft.machinelearningservices/WORKSPACES/ws/Jobs/J",
        f"{WORKSPACE}/jobs/J/",
    ],
)
def test_every_spelling_of_an_id_is_read_and_echoed_in_one(spelling: str) -> None:
    resource_id = ResourceId.parse(spelling)
    assert str(resource_id) == f"{WORKSPACE}/jobs/J"
    assert resource_id.type == "Microsoft.MachineLearningServices/workspaces/jobs"
    assert (resource_id.name, resource_id.collection) == ("J", "jobs")


def test_ids_that_differ_in_case_are_the_same_resource() -> None:
    upper, lower = ResourceId.parse(f"{WORKSPACE}/jobs/J"), ResourceId.parse(f"{WORKSPACE}/jobs/j")
    assert upper == lower
    assert len({upper, lower}) == 1
    assert upper != ResourceId.parse(f"{WORKSPACE}/models/j")


def test_parents_and_children_lead_to_each_other() -> None:
    workspace = ResourceId.parse(WORKSPACE)
    version = workspace.asset("models", "m", "3")
    assert str(version) == f"{WORKSPACE}/models/m/versions/3"
    assert version.parent.parent == version.workspace == workspace
    assert workspace.parent == ResourceId("s", "rg")
    assert ResourceId("s", "rg").parent == ResourceId("s")
    assert str(workspace.parent) == "/subscriptions/s/resourceGroups/rg"


def test_a_group_that_is_named_like_the_provider_does_not_confuse() -> None:
    text = WORKSPACE.replace("/rg/", "/Microsoft.MachineLearningServices/")
    assert str(ResourceId.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "/", "jobs/j", "/subscriptions", f"{WORKSPACE}/jobs", "/subscriptions//x/y"]
)
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ArmError) as refusal:
        ResourceId.parse(text)
    assert refusal.value.status == 400


def test_a_document_comes_back_as_it_was_sent() -> None:
    document = {"properties": {"a": {"b": [1]}}, "tags": {"t": "1"}, "location": "eastus"}
    resource = Resource.from_wire(ResourceId.parse(WORKSPACE), document)
    wire = resource.to_wire()
    assert {name: wire[name] for name in document} == document
    assert wire["id"] == WORKSPACE
    wire["properties"]["a"]["b"].append(2)
    assert resource.properties["a"]["b"] == [1]


def test_a_change_keeps_who_created() -> None:
    created = system_data("first")
    changed = system_data("second", created)
    assert changed["createdBy"] == "first"
    assert changed["createdAt"] == created["createdAt"]
    assert changed["lastModifiedBy"] == "second"


def test_a_member_that_is_no_object_is_refused() -> None:
    assert member({"tags": None}, "tags") == member({}, "tags") == {}
    with pytest.raises(ArmError):
        member({"tags": "x"}, "tags")
