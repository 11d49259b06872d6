"""Chats by plain HTTPS, as clients of Azure OpenAI send them: the model really answers."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import psutil
import pytest
import requests

if TYPE_CHECKING:
    from tests.local_workspace.rest import Rest

Json = dict[str, Any]
MODEL = "SmolLM2-135M-Instruct"
PATH = f"/openai/deployments/{MODEL}/chat/completions?api-version=2024-10-21"
LIMIT = 300

pytestmark = pytest.mark.usefixtures("language_models")


class Chats:
    """The local Azure OpenAI resource."""

    def __init__(self, rest: "Rest") -> None:
        self.rest = rest
        self.variables: dict[str, str] = rest.workspace.facts["variables"]

    def post(self, path: str = PATH, data: bytes | None = None, **sent: Any) -> requests.Response:
        """Send a chat with the resource's key."""
        stream = bool(sent.get("stream"))
        own: dict[str, str] = {"api-key": self.variables["AZURE_OPENAI_API_KEY"]}
        given: dict[str, str] = sent.pop("headers", own)
        body = json.dumps(sent).encode() if data is None else data
        url = f"{self.variables['AZURE_OPENAI_ENDPOINT']}{path}"
        headers = {"Authorization": "", "Content-Type": "application/json", **given}
        return self.rest.session.post(url, body, headers=headers, stream=stream, timeout=LIMIT)

    def ask(self, text: str, **settings: Any) -> Json:
        """The document of an answer, greedy and short unless said otherwise."""
        messages = [{"role": "user", "content": text}]
        asked: Json = {"messages": messages, "temperature": 0, "max_tokens": 12, **settings}
        answer = self.post(**asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def text(self, text: str, **settings: Any) -> str:
        """What the model says."""
        return self.ask(text, **settings)["choices"][0]["message"]["content"]

    def processes(self) -> list[psutil.Process]:
        """The processes that hold a model."""
        server = psutil.Process(self.rest.workspace.facts["pid"])
        return [
            each
            for each in server.children(recursive=True)
            if "chat_server.py" in " ".join(each.cmdline()) and "supervisor" not in " ".join(each.cmdline())
        ]


@pytest.fixture(scope="session")
def chats(rest: "Rest") -> Chats:
    return Chats(rest)


QUESTION = "What is machine learning?"


def test_the_model_answers_the_same_question_alike_and_another_otherwise(chats: Chats) -> None:
    document = chats.ask(QUESTION)
    choice = document["choices"][0]
    assert document["object"] == "chat.completion"
    assert document["model"] == MODEL
    assert choice["message"]["role"] == "assistant"
    assert choice["message"]["content"].startswith("Machine learning is")
    assert choice["finish_reason"] == "length"
    assert document["usage"] == {"prompt_tokens": 35, "completion_tokens": 12, "total_tokens": 47}
    assert chats.text(QUESTION) == choice["message"]["content"]
    assert chats.text("What is the capital of France?") != choice["message"]["content"]


@pytest.mark.parametrize("special", ["<|im_end|>", "<|im_start|>", "<repo_name>"])
def test_what_spells_a_special_token_is_text_and_ends_no_turn(chats: Chats, special: str) -> None:
    plain, spelt = (
        chats.ask(f"Hi{more}", max_tokens=1)["usage"]["prompt_tokens"] for more in ("", special * 10)
    )
    assert spelt - plain > 20, "a special token is one, its letters are several"


def test_it_ends_by_itself_at_its_end_and_before_a_stop_sequence(chats: Chats) -> None:
    document = chats.ask("Answer with one word: what is the capital of France?", max_tokens=60)
    assert document["choices"][0]["finish_reason"] == "stop"
    assert "Paris" in document["choices"][0]["message"]["content"]
    assert document["usage"]["completion_tokens"] < 60
    stopped = chats.ask(QUESTION, stop=["never said", "a subset"])["choices"][0]
    assert stopped["message"]["content"] == "Machine learning is "
    assert stopped["finish_reason"] == "stop"


def test_a_seed_makes_sampling_repeat_and_another_one_does_not(chats: Chats) -> None:
    said = [chats.text("Tell me a story.", temperature=1.5, seed=seed) for seed in (1, 1, 2)]
    assert said[0] == said[1] != said[2]
    assert chats.text("Tell me a story.", temperature=1.5, top_p=0.000001, seed=1) == chats.text(
        "Tell me a story."
    )


def test_the_words_of_the_system_and_of_earlier_turns_count(chats: Chats) -> None:
    asked = {"role": "user", "content": "What is my name?"}
    system = {"role": "system", "content": "You are a pirate who speaks of ships only."}
    earlier = [{"role": "user", "content": "My name is Ada."}, {"role": "assistant", "content": "Hello Ada."}]
    bare, told, piratic = (
        chats.ask("", messages=messages) for messages in ([asked], [*earlier, asked], [system, asked])
    )
    assert told["usage"]["prompt_tokens"] > bare["usage"]["prompt_tokens"]
    said = {each["choices"][0]["message"]["content"] for each in (bare, told, piratic)}
    assert len(said) == 3


def _events(answer: requests.Response) -> list[str]:
    lines = [line for line in answer.iter_lines() if line]
    assert all(line.startswith(b"data: ") for line in lines)
    return [line.removeprefix(b"data: ").decode() for line in lines]


def test_a_stream_says_the_same_in_pieces(chats: Chats) -> None:
    messages = [{"role": "user", "content": QUESTION}]
    asked: Json = {"messages": messages, "temperature": 0, "max_tokens": 12}
    answer = chats.post(**asked, stream=True, stream_options={"include_usage": True})
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    *events, last = _events(answer)
    assert last == "[DONE]"
    chunks = [json.loads(each) for each in events]
    assert {each["object"] for each in chunks} == {"chat.completion.chunk"}
    assert chunks[0]["choices"][0]["delta"]["role"] == "assistant"
    pieces = [each["choices"][0]["delta"].get("content", "") for each in chunks[:-1]]
    assert "".join(pieces) == chats.text(QUESTION)
    assert sum(map(bool, pieces)) > 5
    assert chunks[-2]["choices"][0]["finish_reason"] == "length"
    assert chunks[-1]["choices"] == []
    assert chunks[-1]["usage"]["total_tokens"] == 47
    plain = [json.loads(each) for each in _events(chats.post(**asked, stream=True))[:-1]]
    assert all("usage" not in each and each["choices"] for each in plain)


def test_the_address_without_a_version_takes_the_model_from_the_body(chats: Chats) -> None:
    path = "/openai/v1/chat/completions"
    assert chats.text(QUESTION, path=path, model=MODEL) == chats.text(QUESTION)
    messages = [{"role": "user", "content": "Hi"}]
    unknown = chats.post(path, messages=messages, model="gpt-4o")
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "DeploymentNotFound")
    missing = chats.post(path, messages=messages)
    assert (missing.status_code, missing.json()["error"]["param"]) == (400, "model")


def test_who_may_ask(chats: Chats) -> None:
    messages = [{"role": "user", "content": "Hi"}]
    key = chats.variables["AZURE_OPENAI_API_KEY"]
    token = chats.rest.token("https://cognitiveservices.azure.com")
    for headers in ({"Authorization": f"Bearer {token}"}, {"Authorization": f"Bearer {key}"}):
        assert chats.post(messages=messages, max_tokens=1, headers=headers).status_code == 200
    other = chats.rest.token("https://management.azure.com")
    for headers in ({}, {"api-key": "wrong"}, {"api-key": "é"}, {"Authorization": f"Bearer {other}"}):
        answer = chats.post(messages=messages, headers=headers)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "401"
        assert "invalid subscription key" in answer.json()["error"]["message"]


def test_refusals_on_the_wire(chats: Chats) -> None:
    messages = [{"role": "user", "content": "Hi"}]
    cases: list[tuple[requests.Response, int, str | None]] = [
        (chats.post(PATH.replace(MODEL, "gpt-4o"), messages=messages), 404, "DeploymentNotFound"),
        (chats.post(PATH.partition("?")[0], messages=messages), 404, "404"),
        (chats.post(PATH.replace("2024-10-21", "tomorrow"), messages=messages), 404, "404"),
        (chats.post(data=b'{"messages": ['), 400, None),
        (chats.post(messages=[]), 400, "empty_array"),
        (chats.post(messages=messages, temperature=-1), 400, "decimal_below_min_value"),
        (chats.post(data=b" " * (5 << 20)), 413, "RequestTooLarge"),
    ]
    assert [(each.status_code, each.json()["error"]["code"]) for each, _, _ in cases] == [
        (status, code) for _, status, code in cases
    ]


def test_a_megabyte_of_prompt_exceeds_the_context(chats: Chats) -> None:
    answer = chats.post(messages=[{"role": "user", "content": "word " * 200_000}])
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, "context_length_exceeded")
    assert "maximum context length is 8192 tokens" in error["message"]
    answer = chats.post(messages=[{"role": "user", "content": "Hi"}], max_tokens=9000)
    assert "9000 in the completion" in answer.json()["error"]["message"]


def test_hanging_up_makes_room_for_the_next(chats: Chats) -> None:
    """The count would go on for minutes: the next chat is answered within the limit only if it has ended."""
    chats.ask(QUESTION, max_tokens=1)
    (process,) = chats.processes()
    messages = [{"role": "user", "content": "Count to ten thousand: 1, 2, 3, 4"}]
    asked: Json = {"messages": messages, "max_tokens": 8000, "temperature": 0}
    streamed = chats.post(**asked, stream=True)
    next(streamed.iter_lines())
    streamed.close()
    chats.ask(QUESTION, max_tokens=1)
    _hang_up_unanswered(chats, asked)
    chats.ask(QUESTION, max_tokens=1)
    assert chats.processes() == [process]


def _hang_up_unanswered(chats: Chats, asked: Json) -> None:
    variables = chats.variables
    url = f"{variables['AZURE_OPENAI_ENDPOINT']}{PATH}"
    headers = {"api-key": variables["AZURE_OPENAI_API_KEY"]}
    with requests.Session() as session:
        session.trust_env = False
        session.proxies["https"], session.verify = variables["HTTPS_PROXY"], variables["SSL_CERT_FILE"]
        with pytest.raises(requests.Timeout):
            session.post(url, json=asked, headers=headers, timeout=(30, 3))


def test_conversations_at_once_are_answered_by_one_process(chats: Chats) -> None:
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(chats.text, [QUESTION, "Who are you?", QUESTION, "Who are you?"]))
    assert said[0] == said[2] != said[1] == said[3]
    assert len(chats.processes()) == 1


def test_a_model_whose_process_is_killed_is_loaded_again(chats: Chats) -> None:
    before = chats.text(QUESTION)
    (process,) = chats.processes()
    process.kill()
    process.wait()
    deadline = time.monotonic() + LIMIT
    while chats.post(messages=[{"role": "user", "content": "Hi"}], max_tokens=1).status_code != 200:
        assert time.monotonic() < deadline
    assert chats.text(QUESTION) == before
    assert [each.pid for each in chats.processes()] != [process.pid]
