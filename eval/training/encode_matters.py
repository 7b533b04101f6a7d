"""Encode data/matters.txt by the encoder that ships: ``python -m eval.training.encode_matters``, half a minute."""

from index.encode.encoder import load_encoder
from retriever.matter.general_matters import VECTORS, load_matters, save_vectors


def main() -> None:
    """Write data/matters.npz."""
    matters, encoder = load_matters(), load_encoder()
    save_vectors(encoder.name, encoder.encode_queries([matter.text for matter in matters]))
    print(f"{len(matters)} 个事项 → {VECTORS.name}")  # noqa: T201


if __name__ == "__main__":
    main()
