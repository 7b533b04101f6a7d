"""Encode the sayings of data/phrasebook.txt by the shipped encoder: ``python -m eval.training.encode_phrasebook``, a minute."""

from index.encode.encoder import load_encoder
from retriever.matter.phrasebook import VECTORS, load_phrasebook, save_vectors


def main() -> None:
    """Write data/phrasebook.npz."""
    phrasebook, encoder = load_phrasebook(), load_encoder()
    save_vectors(phrasebook, encoder.name, encoder.encode_queries(list(phrasebook.sayings)))
    print(f"{len(phrasebook.matters)} 个事项，{len(phrasebook.sayings)} 个说法 → {VECTORS.name}")  # noqa: T201


if __name__ == "__main__":
    main()
