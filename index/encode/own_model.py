"""Our own encoder as a module of a SentenceTransformer. Imports torch: import this file inside functions."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import InputModule
from tokenizers import Tokenizer
from torch.nn import functional
from transformers import BertConfig, BertModel

from index.encode.packed_weights import WEIGHTS, read_weights

TOKENIZER, CONFIG = "tokenizer.json", "config.json"
PROJECTION = "projection.weight"
PROMPTS = {"query": "query: ", "document": "passage: ", "passage": "passage: "}

Features = dict[str, torch.Tensor | Any]


class OwnBert(InputModule):
    """A BERT (384 wide, 12 layers) whose weights are stored in 8 and 4 bits and computed with in float32.

    A text's vector is the mean of its token vectors, unit length. ``forward`` also gives what is known of each token:
    ``token_embeddings`` (windows, t, 384), ``token_vectors`` (windows, t, 64), which are of unit length and compared
    in late interaction, and ``offsets`` into the prompted text. A text longer than 512 tokens is read in windows.
    """

    def __init__(self, folder: Path) -> None:
        """Read a folder. Raises OSError, ValueError."""
        super().__init__()  # type: ignore[no-untyped-call]  # torch.nn.Module has no annotations
        self._folder = folder
        self._config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        tensors = {name: torch.from_numpy(value) for name, value in read_weights(folder / WEIGHTS).items()}
        self.projection = torch.nn.Parameter(tensors.pop(PROJECTION), requires_grad=False)
        config = BertConfig(**{key: value for key, value in self._config.items() if key != "name"})
        config._attn_implementation = "eager"
        with torch.device("meta"):
            self.bert = BertModel(config, add_pooling_layer=False)
        self.bert.load_state_dict(tensors, strict=False, assign=True)
        # Not weights, and so not in the file.
        places = torch.arange(config.max_position_embeddings)[None, :]
        self.bert.embeddings.register_buffer("position_ids", places, persistent=False)
        self.bert.embeddings.register_buffer("token_type_ids", torch.zeros_like(places), persistent=False)
        self.bert.requires_grad_(False).train(False)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: object) -> Features:
        """Texts as windows of at most 512 tokens, ``owner`` says of which text each is."""
        longest = self._config["max_position_embeddings"] - 2
        first, last = (self.tokenizer.token_to_id(mark) for mark in ("<s>", "</s>"))
        windows, places, owner = [], [], []
        found = self.tokenizer.encode_batch(
            [(prompt or "") + str(text) for text in inputs], add_special_tokens=False
        )
        for number, encoding in enumerate(found):
            for start in range(0, max(1, len(encoding.ids)), longest):
                windows.append([first, *encoding.ids[start : start + longest], last])
                places.append([(0, 0), *encoding.offsets[start : start + longest], (0, 0)])
                owner.append(number)
        width = max(map(len, windows))
        return {
            "input_ids": torch.tensor(
                [ids + [self._config["pad_token_id"]] * (width - len(ids)) for ids in windows]
            ),
            "attention_mask": torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids in windows]),
            "offsets": torch.tensor([pairs + [(0, 0)] * (width - len(pairs)) for pairs in places]),
            "owner": torch.tensor(owner),
        }

    def forward(self, features: Features, **kwargs: object) -> Features:
        """One pass over all windows; a text's windows count by their length."""
        mask = features["attention_mask"]
        hidden = self.bert(input_ids=features["input_ids"], attention_mask=mask).last_hidden_state
        there = mask[:, :, None].to(hidden.dtype)
        owner = features["owner"]
        sums = torch.zeros(int(owner.max()) + 1, hidden.shape[2]).index_add_(0, owner, (hidden * there).sum(1))
        features["sentence_embedding"] = functional.normalize(sums, dim=1)
        features["token_embeddings"] = hidden
        features["token_vectors"] = functional.normalize(hidden @ self.projection.T, dim=2)
        return features

    @property
    def name(self) -> str:
        """The name under which libraries keep its vectors; every training gives another."""
        return str(self._config["name"])

    def get_embedding_dimension(self) -> int:
        """384."""
        return int(self._config["hidden_size"])

    def save(self, output_path: str, *args: object, **kwargs: object) -> None:
        """Copy the files that it was read from."""
        target = Path(output_path)
        target.mkdir(parents=True, exist_ok=True)
        for name in (WEIGHTS, TOKENIZER, CONFIG):
            (target / name).write_bytes((self._folder / name).read_bytes())

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *args: Any, **kwargs: Any) -> "OwnBert":
        """Read it from a sentence-transformers model's folder."""
        return cls(Path(model_name_or_path) / subfolder)


def build_own(folder: Path) -> SentenceTransformer:
    """The model in a folder, by whatever name this package is imported. Raises OSError, ValueError."""
    return SentenceTransformer(modules=[OwnBert(folder)], device="cpu", prompts=PROMPTS)
