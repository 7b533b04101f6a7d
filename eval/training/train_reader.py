"""Train the reader's tagger on questions made from templates: ``python -m eval.training.train_reader``.

Begins from the first layers of an encoder given as a folder (a BERT as transformers saves it: model.safetensors and
tokenizer.json). Made with a fixed seed. What is measured is on questions that each have a held-out template or word.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from eval.training.asking.samples import Maker, Sample
from eval.training.asking.templates import Part, blocks, classes, inner_patterns
from retriever.reading.labels import HEADS, LABELS
from retriever.reading.tagger import DIGITS, LATIN, MODEL, MOST_TOKENS, UNKNOWN, Shape, Tagger, load, save, word_of

_LABELS = {label: number for number, label in enumerate(LABELS)}
_HEADS = {name: {value: number for number, value in enumerate(values)} for name, values in HEADS.items()}
_SIGNS = (
    "[unit-name]", "[unit-alias]", "[unit-loose]", "[unit-unknown]", "[clauses]", "[step]", "[sections]", "[due]", "[year]", "[document]", "[place-name]",
    *(f"[{kind}-{measure}]" for kind in ("place", "number", "numbers") for measure in ("clause", "item", "section", "unit", "other", "percent", "times")),
)  # fmt: skip
_MORE_ENGLISH = (
    "lead leads led leading head heads duty duties task tasks unit units clause clauses article articles department "
    "departments who what which how many much when is are does do the of in for and or not no with most least involved "
    "responsible support supporting participate target deadline due section sections first last list all show item items"
)
_LIKE = {
    "unit": "省厅局部",
    "clauses": "条",
    "sections": "章节",
    "due": "月日",
    "year": "年",
    "place": "第二",
    "number": "三十",
    "numbers": "三四",
}


def vocabulary_of(tokenizer: object) -> tuple[list[str], list[list[int]]]:
    """Every word of the tagger, with the encoder's pieces that its first vector is the mean of."""
    from tokenizers import Tokenizer

    assert isinstance(tokenizer, Tokenizer)
    pieces = tokenizer.get_vocab()
    words = [UNKNOWN, LATIN, DIGITS, *_SIGNS]
    parts = [[pieces["<unk>"]], tokenizer.encode("project", add_special_tokens=False).ids, [pieces["2"]]]
    for sign in _SIGNS:
        like = _LIKE.get(sign.strip("[]").split("-")[0], "的")
        parts.append([pieces[c] for c in like])
    chars = sorted(
        p
        for p in pieces
        if len(p) == 1 and ("\u4e00" <= p <= "\u9fff" or p in "?？!！。，,、；;：:“”\"'()（）《》…~·.-+%/[]")
    )
    words += chars
    parts += [[pieces[c]] for c in chars]
    for word in sorted(_latin_words()):
        words.append(word)
        parts.append(tokenizer.encode(word, add_special_tokens=False).ids)
    return words, parts


def _latin_words() -> set[str]:
    """The words of the English templates, and others of their kind."""
    texts = [text for patterns in classes().values() for p in patterns for text in _texts(p.parts)]
    for file in ("english.txt", "outside.txt"):
        texts += [text for block in blocks(file) for p in block.patterns for text in _texts(p.parts)]
    plain = ("".join(c if c.isascii() and (c.isalpha() or c == "'") else " " for c in text) for text in texts)
    return {*_MORE_ENGLISH.split(), *(w for text in plain for w in text.split() if len(w) > 1 or w in ("a", "i"))}


def _texts(parts: Sequence[Part]) -> Iterator[str]:
    """All words of a pattern."""
    for part in parts:
        if part.kind == "words":
            yield from part.words
        if part.kind == "inner":
            for pattern in inner_patterns(part.words):
                yield from _texts(pattern.parts)


def network_from(folder: Path, layers: int) -> tuple[Tagger, dict[str, int]]:
    """An untrained tagger over an encoder's first layers. Raises OSError."""
    from safetensors.torch import load_file
    from tokenizers import Tokenizer

    held = load_file(folder / "model.safetensors")
    words, parts = vocabulary_of(Tokenizer.from_file(str(folder / "tokenizer.json")))
    network = Tagger(Shape(len(words), layers=layers))
    table = held["embeddings.word_embeddings.weight"].float()
    with torch.no_grad():
        network.words.weight.copy_(torch.stack([table[ids].mean(0) for ids in parts]))
        kinds = held["embeddings.token_type_embeddings.weight"][0].float()
        network.places.weight.copy_(
            held["embeddings.position_embeddings.weight"][2 : 2 + MOST_TOKENS].float() + kinds
        )
        network.norm.weight.copy_(held["embeddings.LayerNorm.weight"])
        network.norm.bias.copy_(held["embeddings.LayerNorm.bias"])
        for number, layer in enumerate(network.layers.layers):
            assert isinstance(layer, nn.TransformerEncoderLayer)
            _copy_layer(layer, held, f"encoder.layer.{number}.")
    return network, {word: number for number, word in enumerate(words)}


def _copy_layer(layer: nn.TransformerEncoderLayer, held: dict[str, Tensor], prefix: str) -> None:
    for kind in ("weight", "bias"):
        qkv = [held[f"{prefix}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
        getattr(layer.self_attn, f"in_proj_{kind}").copy_(torch.cat(qkv))
        for ours, theirs in (
            (layer.self_attn.out_proj, "attention.output.dense"),
            (layer.norm1, "attention.output.LayerNorm"),
            (layer.linear1, "intermediate.dense"),
            (layer.linear2, "output.dense"),
            (layer.norm2, "output.LayerNorm"),
        ):
            getattr(ours, kind).copy_(held[f"{prefix}{theirs}.{kind}"])


def _batches(maker: Maker, vocabulary: dict[str, int], size: int) -> Iterator[list[Sample]]:
    while True:
        made = sorted((maker.sample() for _ in range(size * 12)), key=lambda s: len(s.tokens))
        groups = [made[i : i + size] for i in range(0, len(made), size)]
        maker.rng.shuffle(groups)
        yield from groups


def _loss(network: Tagger, batch: list[Sample], vocabulary: dict[str, int]) -> Tensor:
    length = max(len(s.tokens) for s in batch)
    words = torch.zeros(len(batch), length, dtype=torch.long)
    absent = torch.ones(len(batch), length, dtype=torch.bool)
    gold = torch.full((len(batch), length), -100)
    begins = torch.zeros(len(batch), length)
    for row, sample in enumerate(batch):
        n = len(sample.tokens)
        words[row, :n] = torch.tensor([word_of(t, vocabulary) for t in sample.tokens])
        absent[row, :n] = False
        gold[row, :n] = torch.tensor([_LABELS[label] for label in sample.labels])
        begins[row, list(sample.starts)] = 1.0
    # A word now and then unseen, so that one that is not in the vocabulary does not throw the rest off.
    hidden = (torch.rand(words.shape) < 0.03) & (words >= 3 + len(_SIGNS))
    words = torch.where(hidden, torch.zeros_like(words), words)
    with torch.autocast("cpu", torch.bfloat16):
        states = network.states(words, absent)
        labels, firsts = network.labels(states), network.begins(states)[..., 0]
        pooled: dict[str, list[Tensor]] = {name: [] for name in HEADS}
        wanted: dict[str, list[int]] = {name: [] for name in HEADS}
        vectors = []
        for row, sample in enumerate(batch):
            borders = [*sample.starts, len(sample.tokens)]
            for (a, b), heads in zip(pairwise(borders), sample.heads, strict=True):
                part = states[row, a:b]
                vectors.append(torch.cat([part.mean(0), part.max(0).values]))
                for name, value in zip(HEADS, heads, strict=True):
                    wanted[name].append(_HEADS[name][value])
        stacked = torch.stack(vectors)
        pooled_scores = {name: head(stacked) for name, head in network.pooled.items()}
    loss = cross_entropy(labels.float().transpose(1, 2), gold, ignore_index=-100, label_smoothing=0.005)
    weights = (~absent).float()
    border = nn.functional.binary_cross_entropy_with_logits(firsts.float(), begins, reduction="none")
    loss = loss * 2 + (2 * border * weights).sum() / weights.sum()
    for name, scores in pooled_scores.items():
        loss = loss + 0.4 * cross_entropy(scores.float(), torch.tensor(wanted[name]), label_smoothing=0.005)
    del pooled
    return loss


def train(network: Tagger, vocabulary: dict[str, int], steps: int, size: int, seed: int) -> None:
    """Train in place. The encoder's vectors of characters stay as they are, so that unseen ones keep their meaning."""
    keep = 3 + len(_SIGNS)
    network.words.weight.register_hook(  # type: ignore[no-untyped-call]
        lambda grad: torch.cat([grad[:keep], torch.zeros_like(grad[keep:])])
    )
    slow = [p for n, p in network.named_parameters() if n.startswith(("layers", "norm", "places", "words"))]
    fast = [p for n, p in network.named_parameters() if not n.startswith(("layers", "norm", "places", "words"))]
    optimiser = torch.optim.AdamW([{"params": slow, "lr": 3e-4}, {"params": fast, "lr": 1.5e-3}], weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [3e-4, 1.5e-3], total_steps=steps, pct_start=0.08)
    network.train()
    began = time.perf_counter()
    for step, batch in enumerate(_batches(Maker(random.Random(seed)), vocabulary, size)):
        if step == steps:
            break
        loss = _loss(network, batch, vocabulary)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 25 == 0:
            _tell(f"{step:6d} loss {loss.item():.3f} {time.perf_counter() - began:.0f} s")


def measure(path: Path, count: int = 1500, seed: int = 99) -> None:
    """Print how many held-out questions are tagged rightly, by what goes wrong."""
    tagger = load(path)
    maker = Maker(random.Random(seed), held=True)
    right = {"token": 0, "border": 0, "labels": 0, **dict.fromkeys(HEADS, 0), "all": 0}
    tokens = questions = 0
    for sample in (maker.sample() for _ in range(count)):
        tagged = tagger.tag(sample.tokens)
        flat = [LABELS[i] for part in tagged for i in part.labels.argmax(-1)]
        good = sum(a == b for a, b in zip(flat, sample.labels, strict=True))
        tokens += len(flat)
        right["token"] += good
        begins = [0]
        for part in tagged[:-1]:
            begins.append(begins[-1] + len(part.tokens))
        border = tuple(begins) == sample.starts
        right["border"] += border
        heads = border
        if border:
            for part, gold in zip(tagged, sample.heads, strict=True):
                questions += 1
                for name, value in zip(HEADS, gold, strict=True):
                    fits = HEADS[name][int(part.heads[name].argmax())] == value
                    right[name] += fits
                    heads &= fits
        right["labels"] += good == len(flat)
        right["all"] += good == len(flat) and heads
    for kind, good in right.items():
        of = tokens if kind == "token" else questions if kind in HEADS else count
        _tell(f"{kind:8s} {good / of:.4f}")


def _tell(line: str = "") -> None:
    print(line, flush=True)  # noqa: T201 - a command's output


def main() -> None:
    """Train, write, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the encoder to begin from")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--resume", type=Path, help="a tagger of the same vocabulary to train on from")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    network, vocabulary = network_from(args.encoder, args.layers)
    if args.resume:
        network.load_state_dict(load(args.resume).network.state_dict())
    train(network, vocabulary, args.steps, args.batch, args.seed)
    save(network, vocabulary, args.out)
    measure(args.out)


if __name__ == "__main__":
    main()
