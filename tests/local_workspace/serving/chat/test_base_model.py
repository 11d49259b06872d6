"""The one process of the small model: loaded at the first chat, given back when idle."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from local_workspace.serving.chat import base_model
from local_workspace.serving.chat.base_model import BaseModel, ModelAbsentError
from local_workspace.serving.chat.errors import ChatError
from local_workspace.serving.chat.orders import Order
from local_workspace.settings import Identity, Settings

ORDER = Order(
    [{"role": "user", "content": "What is machine learning?"}], None, 4, 0, 1, None, [], False, False
)

pytestmark = pytest.mark.usefixtures("language_models")


@pytest.fixture
def model(tmp_path: Path) -> Iterator[BaseModel]:
    settings = Settings(tmp_path, Identity(), user_environment={"PATH": os.environ["PATH"]})
    made = BaseModel(settings, idle=0.5)
    yield made
    made.close()
    assert not made.lives


def _say(model: BaseModel) -> str:
    told = model.chat(ORDER, lambda: True)
    try:
        return "".join(each.get("text", "") for each in told.events())
    finally:
        told.close()


def test_an_idle_model_is_given_back_and_loaded_again(
    model: BaseModel, until: Callable[[Callable[[], bool]], None]
) -> None:
    assert not model.lives, "nothing is loaded before the first chat"
    said = _say(model)
    until(lambda: not model.lives)
    assert _say(model) == said


def test_one_conversation_more_than_may_wait_is_refused(
    model: BaseModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base_model, "MOST_WAITING", 1)
    told = model.chat(ORDER, lambda: True)
    with pytest.raises(ChatError) as refusal:
        model.chat(ORDER, lambda: True)
    assert (refusal.value.status, refusal.value.error["code"]) == (429, "429")
    assert refusal.value.retry_after == base_model.RETRY_AFTER
    told.close()
    assert _say(model)


def test_a_model_that_is_not_here_is_said_to_be_absent(
    model: BaseModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base_model.language_models, "NAME", "absent")
    with pytest.raises(ModelAbsentError, match=r"set_up\.py language-models"):
        model.place()
    with pytest.raises(ChatError) as refusal:
        model.chat(ORDER, lambda: True)
    assert refusal.value.status == 503
