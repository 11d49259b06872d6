"""The generic path for assets: versions, labels, archive, pages, conditions; as documents."""

import pytest

from ..rest import Rest

URI = "azureml://datastores/workspaceblobstore/paths/x"


def _put(rest: Rest, name: str, version: str, **properties: object) -> dict[str, object]:
    body = {"properties": {"dataUri": URI, "dataType": "uri_file", **properties}}
    answer = rest("PUT", f"data/{name}/versions/{version}?api-version=1", body)
    answer.raise_for_status()
    return answer.json()


def _names(rest: Rest, path: str) -> list[str]:
    return [each["name"] for each in rest("GET", path).json()["value"]]


def test_a_new_version_answers_201_with_its_address_and_an_update_200(rest: Rest, name: str) -> None:
    body = {"properties": {"dataUri": URI, "dataType": "uri_file"}}
    first = rest("PUT", f"data/{name}/versions/1?api-version=1", body)
    again = rest("PUT", f"data/{name}/versions/1?api-version=1", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["Location"] == f"{rest.workspace.url}/data/{name}/versions/1"
    assert "Location" not in again.headers
    first_made, again_made = first.json()["systemData"], again.json()["systemData"]
    assert again_made["createdAt"] == first_made["createdAt"]
    assert again_made["lastModifiedAt"] > first_made["lastModifiedAt"]


def test_the_container_knows_the_latest_and_the_next_version(rest: Rest, name: str) -> None:
    for version in ("1", "9", "beta"):
        _put(rest, name, version)
    properties = rest("GET", f"data/{name}?api-version=1").json()["properties"]
    assert (properties["latestVersion"], properties["nextVersion"]) == ("beta", "10")
    assert properties["dataType"] == "uri_file"


def test_the_newest_version_is_the_first(rest: Rest, name: str) -> None:
    for version in ("2", "1"):
        _put(rest, name, version)
    assert _names(rest, f"data/{name}/versions?$orderBy=createdtime desc&$top=1&api-version=1") == ["1"]
    assert _names(rest, f"data/{name}/versions?$orderBy=createdtime asc&$top=1&api-version=1") == ["2"]


@pytest.mark.parametrize("spelling", ["ArchivedOnly", "ListViewType.ARCHIVED_ONLY", "archivedonly"])
def test_archived_versions_are_listed_only_when_asked_for(rest: Rest, name: str, spelling: str) -> None:
    _put(rest, name, "1", isArchived=True)
    _put(rest, name, "2")
    versions = f"data/{name}/versions?api-version=1"
    assert _names(rest, versions) == ["2"]
    assert _names(rest, f"{versions}&listViewType={spelling}") == ["1"]
    assert _names(rest, f"{versions}&listViewType=All") == ["2", "1"]


def test_an_unknown_view_is_refused(rest: Rest) -> None:
    assert rest("GET", "data?listViewType=Some&api-version=1").status_code == 400


def test_an_archived_container_is_hidden_and_comes_back(rest: Rest, name: str) -> None:
    _put(rest, name, "1")
    container = rest("GET", f"data/{name}?api-version=1").json()
    for archived in (True, False):
        container["properties"]["isArchived"] = archived
        assert rest("PUT", f"data/{name}?api-version=1", container).status_code == 200
        assert (name in _names(rest, "data?$top=1000&api-version=1")) is not archived


def test_anonymous_assets_are_got_but_not_listed(rest: Rest, name: str) -> None:
    _put(rest, name, "1", isAnonymous=True)
    assert rest("GET", f"data/{name}/versions/1?api-version=1").json()["properties"]["isAnonymous"] is True
    assert name not in _names(rest, "data?$top=1000&listViewType=All&api-version=1")


def test_a_list_goes_on_at_its_next_link(rest: Rest, name: str) -> None:
    for version in range(7):
        _put(rest, name, str(version))
    url, found, pages = f"data/{name}/versions?$top=3&listViewType=All&api-version=1", list[str](), 0
    while url:
        document = rest("GET", url).json()
        found += [each["name"] for each in document["value"]]
        url, pages = document.get("nextLink", ""), pages + 1
    assert (found, pages) == ([str(version) for version in range(6, -1, -1)], 3)


@pytest.mark.parametrize("top", ["0", "-1", "x"])
def test_a_page_of_no_size_is_refused(rest: Rest, top: str) -> None:
    assert rest("GET", f"data?$top={top}&api-version=1").status_code == 400


def test_a_write_with_a_condition_that_does_not_hold_is_refused(rest: Rest, name: str) -> None:
    path, body = (
        f"data/{name}/versions/1?api-version=1",
        {"properties": {"dataUri": URI, "dataType": "uri_file"}},
    )
    assert rest("PUT", path, body, If_Match="*").status_code == 412
    etag = rest("PUT", path, body, If_None_Match="*").headers["ETag"]
    assert rest("PUT", path, body, If_None_Match="*").status_code == 412
    assert rest("GET", path).headers["ETag"] == etag
    changed = rest("PUT", path, body, If_Match=etag)
    assert changed.status_code == 200
    assert rest("PUT", path, body, If_Match=etag).json()["error"]["code"] == "PreconditionFailed"


def test_what_was_deleted_is_gone(rest: Rest, name: str) -> None:
    _put(rest, name, "1")
    path = f"data/{name}/versions/1?api-version=1"
    assert [rest("DELETE", path).status_code for _ in range(2)] == [200, 204]
    assert rest("GET", path).status_code == 404


@pytest.mark.parametrize(
    ("path", "message", "codes"),
    [
        ("components/none", "Not found component none.", ["NotFound", "ComponentNotFound"]),
        ("components/none/versions/1", "Not found component none.", ["NotFound", "ComponentNotFound"]),
        ("environments/none", "No environment exists for name: none, version: , label: ", ["NotFoundError"]),
        ("datastores/none", "Could not find datastore: none.", ["NotFoundError"]),
    ],
)
def test_missing_assets_are_refused_as_recorded(
    rest: Rest, path: str, message: str, codes: list[str]
) -> None:
    answer = rest("GET", f"{path}?api-version=1")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["message"]) == (404, "UserError", message)
    info = {each["type"]: each["info"]["value"] for each in error["additionalInfo"]}
    assert {"ComponentName", "Correlation", "Environment", "Location", "Time"} <= set(info)
    inner, found = info["InnerError"], list[str]()
    while inner:
        found.append(inner["code"])
        inner = inner["innerError"]
    assert found == codes


def test_a_missing_model_names_its_code_in_the_details(rest: Rest) -> None:
    answer = rest("GET", "models/none?api-version=1")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (404, "UserError")
    message = "Model container with name: none not found."
    assert [(each["code"], each["message"]) for each in error["details"]] == [("ModelNotFound", message)]


@pytest.mark.parametrize("properties", [{}, {"dataUri": URI}, {"dataUri": URI, "dataType": "csv"}])
def test_data_without_a_place_or_a_known_type_is_refused(rest: Rest, name: str, properties: object) -> None:
    answer = rest("PUT", f"data/{name}/versions/1?api-version=1", {"properties": properties})
    assert answer.status_code == 400
    assert rest("GET", f"data/{name}?api-version=1").status_code == 404


@pytest.mark.parametrize("body", [{"properties": []}, {"properties": "x"}])
def test_properties_that_are_no_object_are_refused(rest: Rest, name: str, body: object) -> None:
    answer = rest("PUT", f"data/{name}/versions/1?api-version=1", body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "InvalidRequestContent")
