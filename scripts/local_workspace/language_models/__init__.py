"""The small language model of the local workspace: where it comes from and how it is asked.

The programs of this folder run in the language models' own environment and import nothing of the server.
"""

from pathlib import Path

NAME = "SmolLM2-135M-Instruct"
CONDA = Path(__file__).with_name("conda.yml")
"""The packages that the model is asked with."""
CARD = Path(__file__).with_name("card.md")
"""What the model's card in the catalog says."""
CHAT_SERVER = Path(__file__).with_name("chat_server.py")
