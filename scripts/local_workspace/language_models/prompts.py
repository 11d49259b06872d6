"""Makes the tokens of a conversation, in which only the chat template begins and ends a turn.

What a message says is text, also where it spells a special token such as `<|im_end|>`: whoever writes a
message must not be able to speak in another role. Tokenizers read special tokens in any text unless they are
told not to (transformers 5.23, `split_special_tokens`, read 2026-11-21).

Runs in the language models' environment, where nothing of the server is installed.
"""

# pyright: basic

import re
from uuid import uuid4


def tokens_of(tokenizer, messages: list) -> list:
    """The tokens of the messages, up to where the assistant speaks.

    Args:
        tokenizer: a tokenizer of transformers that has a chat template.
        messages: what was said, each with its `role` and its `content`.
    """
    said = {uuid4().hex: each["content"] for each in messages}
    places = [{**each, "content": place} for each, place in zip(messages, said, strict=True)]
    template = tokenizer.apply_chat_template(places, tokenize=False, add_generation_prompt=True)
    special = {each.content: token for token, each in tokenizer.added_tokens_decoder.items() if each.special}
    tokens: list = []
    for piece in re.split(f"({'|'.join(map(re.escape, special))})", template):
        if piece in special:
            tokens.append(special[piece])
        else:
            text = re.sub("|".join(said), lambda place: said[place[0]], piece)
            tokens += tokenizer(text, add_special_tokens=False, split_special_tokens=True)["input_ids"]
    return tokens
