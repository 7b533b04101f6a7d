"""Pack a trained encoder for shipping: ``python -m eval.training.pack_encoder TRAINED FOLDER``.

Writes a sentence-transformers model (index/encode/own_model.py) and says how far its vectors are from those in float32.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from eval.training.measure_encoder import Model
from eval.training.sayings import FOLDER as SAYINGS
from eval.training.sayings import read_matters
from index.encode.own_model import CONFIG, PROJECTION, PROMPTS, TOKENIZER, build_own
from index.encode.packed_weights import Q4, WEIGHTS, write_weights

WORDS = "embeddings.word_embeddings.weight"
KEPT = (
    *("vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size"),
    *("max_position_embeddings", "type_vocab_size", "layer_norm_eps", "pad_token_id"),
)
COMPARED = 400


def main(arguments: Sequence[str] | None = None) -> None:
    """Pack and compare."""
    parser = argparse.ArgumentParser(description="把训练好的编码模型压成 8 位")
    parser.add_argument("trained", type=Path)
    parser.add_argument("base", type=Path, help="未训练的模型：它的词向量原样装入")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    model = Model.load(options.trained)
    pack(model, options.base, options.folder)
    size = sum(path.stat().st_size for path in options.folder.iterdir())
    least, mean = agreement(model, options.folder)
    print(f"{size / 1e6:.1f} MB；与 float32 的余弦：最小 {least:.5f}，平均 {mean:.5f}")  # noqa: T201


def pack(model: Model, base: Path, folder: Path) -> None:
    """Write the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with np.load(base / "words.npz") as stored:
        words = Q4(stored["scales"], stored["halves"])
    state = {name: value.numpy() for name, value in model.bert.state_dict().items() if not name.endswith("_ids")}
    state[PROJECTION] = model.projection.weight.detach().numpy()
    if not np.array_equal(state.pop(WORDS), words.rows()):
        raise ValueError("the word embeddings are not those of the base: they must stay frozen in training")
    write_weights(folder / WEIGHTS, WORDS, words, state)
    plain: Tokenizer = model.tokenizer.backend_tokenizer
    plain.no_padding()
    plain.no_truncation()
    plain.save(str(folder / TOKENIZER), pretty=False)
    mark = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()[:8]
    config = {"name": f"qiantou-{mark}"} | {name: getattr(model.bert.config, name) for name in KEPT}
    _write(folder / CONFIG, config)
    _write(
        folder / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": "index.encode.own_model.OwnBert"}]
    )
    _write(
        folder / "config_sentence_transformers.json",
        {"model_type": "SentenceTransformer", "prompts": PROMPTS, "similarity_fn_name": "cosine"},
    )


def agreement(model: Model, folder: Path) -> tuple[float, float]:
    """Least and mean cosine of packed and float32 vectors of sayings."""
    matters = read_matters(sorted(SAYINGS.glob("*.txt")))
    texts = [
        text
        for matter in matters[:: max(1, len(matters) // COMPARED)]
        for text in (matter.wording, matter.sayings[-1:][0] if matter.sayings else matter.wording)
    ]
    whole, _ = model.encode(PROMPTS["query"], texts)
    packed = build_own(folder).encode_query(texts, batch_size=32)
    cosines = (whole * packed).sum(axis=1)
    return float(cosines.min()), float(cosines.mean())


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
