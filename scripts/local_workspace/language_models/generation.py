"""Asks a causal language model: messages in, pieces of text out, one conversation at a time.

Runs in the language models' environment, where nothing of the server is installed.
"""

# pyright: basic, reportMissingImports=false

import threading
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import torch
from prompts import tokens_of
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig, StoppingCriteria
from transformers.generation.streamers import BaseStreamer

UNFINISHED = "\ufffd"
"""What a tokenizer shows for a character whose other bytes are still to come."""


@dataclass
class Conversation:
    """One request while it waits and is answered: its prompt, its settings, and what is told of it."""

    prompt: list
    settings: dict
    events: Queue = field(default_factory=Queue)
    abandoned: threading.Event = field(default_factory=threading.Event)


class Model:
    """A model and its tokenizer, loaded once."""

    def __init__(self, folder: Path) -> None:
        torch.set_num_threads(1)  # threads that wait for each other are slower than one on a busy computer
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        # In bfloat16, as the weights are stored, two tokens are often equally likely: computers differ.
        self.model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
        self.context = self.model.config.max_position_embeddings
        self._tokenizing = threading.Lock()

    def prompt(self, messages: list) -> list:
        """The tokens of a conversation, up to where the assistant speaks."""
        with self._tokenizing:
            return tokens_of(self.tokenizer, messages)

    @torch.inference_mode()
    def answer(self, conversation: Conversation) -> None:
        """Generate until the model, a stop sequence, the limit or the caller ends it."""
        settings, prompt = conversation.settings, conversation.prompt
        limit = settings["max_tokens"] or self.context - len(prompt)
        writer = Writer(self.tokenizer, settings["stop"], conversation)
        if settings["seed"] is None:
            torch.seed()
        else:
            torch.manual_seed(settings["seed"])
        ids = torch.tensor([prompt])
        self.model.generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            generation_config=self._configuration(settings, limit),
            streamer=writer,
            stopping_criteria=[Ending(writer)],
        )

    def _configuration(self, settings: dict, limit: int) -> GenerationConfig:
        own = self.model.generation_config
        sampling = {"do_sample": False}
        if settings["temperature"] > 0:
            sampling = {"do_sample": True, "temperature": settings["temperature"], "top_k": 0}
            sampling["top_p"] = settings["top_p"]
        return GenerationConfig(
            max_new_tokens=limit,
            eos_token_id=own.eos_token_id,
            pad_token_id=own.pad_token_id,
            **sampling,
        )


class Writer(BaseStreamer):
    """Turns tokens into text as they come, and holds back what may become a stop sequence."""

    def __init__(self, tokenizer, stops: list, conversation: Conversation) -> None:
        self._tokenizer, self._stops, self._conversation = tokenizer, stops, conversation
        self._ends = set(tokenizer.all_special_ids)
        self._tokens: list = []
        self._told = 0
        self._prompt_seen = False
        self.reason = ""

    @property
    def ended(self) -> bool:
        """Whether nothing more is wanted."""
        return bool(self.reason) or self._conversation.abandoned.is_set()

    def put(self, value: torch.Tensor) -> None:
        """Take the next tokens; the first that come are the prompt's."""
        if not self._prompt_seen:
            self._prompt_seen = True
            return
        token = int(value.reshape(-1)[-1])
        if token in self._ends:
            self.reason = "stop"
            return
        self._tokens.append(token)
        text = self._tokenizer.decode(self._tokens)
        found = [at for at in (text.find(stop) for stop in self._stops) if at >= 0]
        if found:
            self.reason = "stop"
            self._tell(text[: min(found)])
        else:
            self._tell(text[: len(text) - self._held_back(text)])

    def _held_back(self, text: str) -> int:
        sizes = [size for stop in self._stops for size in range(1, len(stop)) if text.endswith(stop[:size])]
        return max([*sizes, len(text) - len(text.rstrip(UNFINISHED))])

    def _tell(self, text: str) -> None:
        if len(text) > self._told:
            self._conversation.events.put({"text": text[self._told :]})
            self._told = len(text)

    def end(self) -> None:
        """Tell what was held back, and how it ended."""
        if not self.reason:
            self._tell(self._tokenizer.decode(self._tokens))
        facts = {"reason": self.reason or "length", "completion_tokens": len(self._tokens)}
        self._conversation.events.put({"end": facts})


class Ending(StoppingCriteria):
    """Ends the generation when nothing more is wanted."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def __call__(self, input_ids: torch.Tensor, *_: object, **__: object) -> torch.Tensor:
        """Whether each sequence is done."""
        return torch.full((len(input_ids),), self._writer.ended, dtype=torch.bool)
