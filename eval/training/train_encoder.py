"""Train the encoder: ``python -m eval.training.train_encoder BASE FOLDER``, under an hour on two cores.

Contrastive learning of questions against texts (InfoNCE, van den Oord et al., 2018; negatives from the batch), at two
levels at once from one pass: by the mean of a text's token vectors, and by late interaction (ColBERT, Khattab and
Zaharia, 2020), where each token of the question looks for its best match among the text's, compared in a small
projection that is trained with the rest. Word embeddings stay as they are, so that they ship in 4 bits unchanged.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch.nn import functional
from transformers import BertModel, PreTrainedTokenizerFast

from eval.training.sayings import FOLDER, draw_batch, read_matters

SEED = 13
MATTERS = 96
OPPOSED = 16
TEMPERATURE = 0.03
TOKEN_TEMPERATURE = 0.03
TOKEN_SHARE = 0.5
"""What late interaction counts for in the loss, beside the mean vectors."""

TOKEN_WIDTH = 64
RATE = 5e-5
PROJECTION_RATE = 1e-3
WARM_UP = 10
PASS = 24
"""How many texts go through the model at a time."""

LONGEST = 64
"""Longest question or text in training, in tokens."""

QUERY, PASSAGE = "query: ", "passage: "


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(description="训练编码模型")
    parser.add_argument("base", type=Path, help="eval.training.unpack_encoder 写出的模型")
    parser.add_argument("folder", type=Path, help="写到哪里")
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--keep-every", type=int, default=0, help="每若干步另存一份")
    options = parser.parse_args(arguments)
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    matters = read_matters(sorted(FOLDER.glob("*.txt")))
    tokenizer = PreTrainedTokenizerFast.from_pretrained(options.base)
    bert = BertModel.from_pretrained(options.base, add_pooling_layer=False, attn_implementation="eager")
    bert.embeddings.word_embeddings.weight.requires_grad_(False)
    projection = torch.nn.Linear(bert.config.hidden_size, TOKEN_WIDTH, bias=False)
    torch.nn.init.orthogonal_(projection.weight)
    trained = [weight for weight in bert.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": trained, "lr": RATE}, {"params": projection.parameters(), "lr": PROJECTION_RATE}]
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, options.steps))
    say(f"{len(matters)} 个事项，{sum(len(m.sayings) for m in matters)} 个说法，{options.steps} 步")
    bert.train()
    for module in bert.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    start = time.monotonic()
    for step in range(1, options.steps + 1):
        batch = draw_batch(matters, MATTERS, OPPOSED, chance)
        with torch.autocast(
            "cpu", torch.bfloat16
        ):  # twice as fast where the processor knows it; weights stay float32
            questions = encode(bert, tokenizer, projection, [QUERY + text for text in batch.questions])
            texts = encode(bert, tokenizer, projection, [PASSAGE + text for text in batch.texts])
        whole, tokens = losses(questions, texts)
        optimiser.zero_grad()
        (whole + TOKEN_SHARE * tokens).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        schedule.step()
        if step % 5 == 0 or step == 1:
            say(f"{step} 步 {time.monotonic() - start:.0f} 秒 整句 {whole.item():.3f} 逐词 {tokens.item():.3f}")
        if step == options.steps or (options.keep_every and step % options.keep_every == 0):
            folder = (
                options.folder
                if step == options.steps
                else options.folder.with_name(f"{options.folder.name}-{step}")
            )
            save(folder, bert, tokenizer, projection)


def rate(step: int, steps: int) -> float:
    """Share of the learning rate: rising at first, then falling to a tenth."""
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    return 1.0 - 0.9 * (step - WARM_UP) / max(1, steps - WARM_UP)


Encoded = tuple[torch.Tensor, torch.Tensor, torch.Tensor]
"""Unit vectors (n, d), unit token vectors (n, t, w), and which tokens are there (n, t)."""


def encode(
    bert: BertModel, tokenizer: PreTrainedTokenizerFast, projection: torch.nn.Linear, texts: Sequence[str]
) -> Encoded:
    """Texts in their order; in passes of texts about as long as one another, since padding costs as much as words."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    found = [one_pass(bert, tokenizer, projection, [texts[i] for i in part]) for part in _parts(order)]
    longest = max(there.shape[1] for _, _, there in found)
    back = torch.tensor(order).argsort()
    whole = torch.cat([vectors for vectors, _, _ in found])[back]
    tokens = torch.cat([functional.pad(parts, (0, 0, 0, longest - parts.shape[1])) for _, parts, _ in found])[back]
    return (
        whole,
        tokens,
        torch.cat([functional.pad(mask, (0, longest - mask.shape[1])) for _, _, mask in found])[back],
    )


def one_pass(
    bert: BertModel, tokenizer: PreTrainedTokenizerFast, projection: torch.nn.Linear, texts: Sequence[str]
) -> Encoded:
    """Texts by one pass, all as long as the longest."""
    found = tokenizer(list(texts), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
    mask = found["attention_mask"]
    hidden = bert(input_ids=found["input_ids"], attention_mask=mask).last_hidden_state
    there = mask[:, :, None].to(hidden.dtype)
    mean = (hidden * there).sum(1) / there.sum(1)
    parts = projection(hidden)
    return functional.normalize(mean.float(), dim=1), functional.normalize(parts.float(), dim=2), mask.bool()


def _parts(order: Sequence[int]) -> list[Sequence[int]]:
    return [order[start : start + PASS] for start in range(0, len(order), PASS)]


def losses(questions: Encoded, texts: Encoded) -> tuple[torch.Tensor, torch.Tensor]:
    """How badly the questions find their texts: by whole vectors, and by tokens."""
    right = torch.arange(len(questions[0]))
    whole = functional.cross_entropy(questions[0] @ texts[0].T / TEMPERATURE, right)
    alike = torch.einsum("qaw,tbw->qtab", questions[1], texts[1])
    best = alike.masked_fill(~texts[2][None, :, None, :], -1.0).max(dim=3).values
    there = questions[2][:, None, :].to(best.dtype)
    found = (best * there).sum(2) / there.sum(2)
    return whole, functional.cross_entropy(found / TOKEN_TEMPERATURE, right)


def save(folder: Path, bert: BertModel, tokenizer: PreTrainedTokenizerFast, projection: torch.nn.Linear) -> None:
    """Write what was trained, in float32."""
    bert.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    torch.save(projection.state_dict(), folder / "projection.pt")
    (folder / "training.json").write_text(json.dumps({"seed": SEED, "rate": RATE}), encoding="utf-8")


def say(line: str) -> None:
    """Print at once, also into a file."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
