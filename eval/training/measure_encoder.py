"""How well a trained encoder finds duties: ``python -m eval.training.measure_encoder FOLDER…``.

Questions of the dev sets as they are typed, against the phrases of the duties of their document: share with a right
duty first and among five, by the best phrase's cosine and by late interaction; and how well the best value tells
questions that the document answers from others (area under the curve).
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import BertModel, PreTrainedTokenizerFast

from eval.questions.corpus import parsed_documents
from eval.questions.question_set import Question, read_questions
from eval.training.train_encoder import PASSAGE, QUERY, TOKEN_WIDTH, encode
from index.encode.clause_vectors import duty_phrases
from index.model.document import Document
from index.text.search_key import search_key

SETS = Path(__file__).resolve().parents[1] / "questions"
KINDS = frozenset({"lead", "responsible", "no_answer"})
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """A trained encoder in float32."""

    bert: BertModel
    tokenizer: PreTrainedTokenizerFast
    projection: torch.nn.Linear

    @classmethod
    def load(cls, folder: Path) -> "Model":
        """Read what ``train_encoder`` wrote; before training the projection is the first WIDTH numbers."""
        bert = BertModel.from_pretrained(folder, add_pooling_layer=False)
        bert.train(False)
        projection = torch.nn.Linear(bert.config.hidden_size, TOKEN_WIDTH, bias=False)
        torch.nn.init.eye_(projection.weight)
        if (folder / "projection.pt").is_file():
            projection.load_state_dict(torch.load(folder / "projection.pt"))
        return cls(bert, PreTrainedTokenizerFast.from_pretrained(folder), projection)

    def encode(self, prompt: str, texts: Sequence[str]) -> tuple[Array, list[Array]]:
        """Unit vectors (n, d), and of each text its unit token vectors (t, w)."""
        keys = [prompt + search_key(text) for text in texts]
        order = sorted(range(len(keys)), key=lambda i: len(keys[i]))
        whole = np.zeros((len(keys), self.bert.config.hidden_size), np.float32)
        tokens: list[Array] = [np.zeros((0, TOKEN_WIDTH), np.float32)] * len(keys)
        for start in range(0, len(order), 32):
            places = order[start : start + 32]
            with torch.inference_mode():
                vectors, parts, there = encode(
                    self.bert, self.tokenizer, self.projection, [keys[i] for i in places]
                )
            for i, vector, part, mask in zip(places, vectors.numpy(), parts, there, strict=True):
                whole[i], tokens[i] = vector, part[mask].numpy()
        return whole, tokens


def figures(model: Model, documents: dict[str, Document], questions: Sequence[Question]) -> dict[str, object]:
    """The figures of all questions, by document set and style."""
    rows: list[tuple[str, str, bool, dict[str, tuple[float, int]]]] = []
    for name in sorted({q.document for q in questions if q.document}):
        duties = [(clause.number, duty) for clause in documents[name].clauses for duty in clause.duties]
        phrases = [
            (i, phrase) for i, (_, duty) in enumerate(duties) for phrase in (*duty_phrases(duty), duty.task)
        ]
        owner = np.array([i for i, _ in phrases])
        vectors, tokens = model.encode(PASSAGE, [phrase for _, phrase in phrases])
        flat = np.vstack(tokens)
        flat_owner = np.concatenate([np.full(len(part), i) for i, part in zip(owner, tokens, strict=True)])
        asked = [q for q in questions if q.document == name]
        whole, parts = model.encode(QUERY, [q.question for q in asked])
        for q, vector, part in zip(asked, whole, parts, strict=True):
            gold = {(g.clause, g.duty) for g in q.clauses}
            right = np.array([(c, d.ordinal) in gold or (c, None) in gold for c, d in duties])
            cosine = _best(vectors @ vector, owner, len(duties))
            late = _best((flat @ part.T), flat_owner, len(duties)).mean(axis=1)
            found = {"cosine": cosine, "late": late, "both": cosine + late}
            rows.append(
                (name, q.style, q.answerable, {k: (float(v.max()), _rank(v, right)) for k, v in found.items()})
            )
    return {
        measure: {
            f"{group} {style}": _shares(
                [r[3][measure][1] for r in rows if r[2] and _group(r[0]) == group and r[1] == style]
            )
            for group in ("hunan-2022", "others")
            for style in sorted({r[1] for r in rows if r[2] and _group(r[0]) == group})
        }
        | {"auc": _auc([r[3][measure][0] for r in rows if r[2]], [r[3][measure][0] for r in rows if not r[2]])}
        for measure in ("cosine", "late", "both")
    }


def _group(name: str) -> str:
    return "hunan-2022" if name.startswith("hunan-2022") else "others"


def _best(values: Array, owner: NDArray[np.int64], count: int) -> Array:
    best = np.full((count, *values.shape[1:]), -1.0, np.float32)
    np.maximum.at(best, owner, values)
    return best


def _rank(values: Array, right: NDArray[np.bool_]) -> int:
    return int((values > values[right].max()).sum()) if right.any() else 10**6


def _shares(ranks: Sequence[int]) -> list[float]:
    return [round(float(np.mean([r < k for r in ranks])), 3) for k in (1, 5)] + [len(ranks)]


def _auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    wins = np.subtract.outer(np.array(higher), np.array(lower))
    return round(float(((wins > 0) + 0.5 * (wins == 0)).mean()), 3)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each model."""
    parser = argparse.ArgumentParser(description="量一量编码模型")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sets", nargs="*", type=Path, help="题集（默认各 *-dev.jsonl）")
    options = parser.parse_args(arguments)
    torch.set_num_threads(2)
    paths = options.sets or sorted(SETS.glob("*-dev.jsonl"))
    questions = [
        q
        for path in paths
        for q in read_questions(path)
        if q.kind in KINDS
        and q.document
        and not q.history
        and q.split != "test"
        and (not q.answerable or q.clauses)
    ]
    documents = parsed_documents()
    for folder in options.folders:
        found = json.dumps(figures(Model.load(folder), documents, questions), ensure_ascii=False, indent=1)
        print(folder.name, len(questions), found)  # noqa: T201


if __name__ == "__main__":
    main()
