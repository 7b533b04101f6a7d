"""Encoders: the one that comes with the program, others from a folder, and what is said when there is none."""

import hashlib

import numpy as np
import pytest

from index.encode.encoder import OWN, Encoder, load_encoder
from index.encode.packed_weights import WEIGHTS
from index.model.errors import EncoderError
from index.text.search_key import search_key

TASKS = [
    "扩建云江港三号码头，完善港口集疏运体系。",
    "改善中小学食堂条件，提高学生营养餐质量。",
    "建设口袋公园和城市绿道。",
    "落实减税降费政策，减轻企业负担。",
    "加强养老护理员培训，增加养老床位。",
]


@pytest.fixture(scope="module")
def own() -> Encoder:
    return load_encoder()


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("学校里孩子吃饭的事归谁管", 1),
        ("少收税的事谁负责", 3),
        ("老人没人照顾谁来管", 4),
        ("修港口谁牵头", 0),
    ],
)
def test_a_paraphrase_ranks_first_among_five(own, question, best):
    scores = own.encode_passages(TASKS) @ own.encode_queries([question])[0]
    assert int(scores.argmax()) == best


def test_vectors_are_float32_of_unit_length(own):
    vectors = own.encode_passages(TASKS)
    assert (vectors.dtype, vectors.shape, own.dimension) == (np.float32, (5, 384), 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert own.encode_queries([]).shape == (0, 384)


def test_prompts_are_applied(own):
    """A question and a passage of the same words differ."""
    assert not np.allclose(own.encode_queries(["数字政府"]), own.encode_passages(["数字政府"]), atol=1e-3)


def test_what_is_encoded_together_is_as_if_alone(own):
    """Padding and long neighbours change nothing; a text of many windows keeps its meaning."""
    texts = ["港口", "改善中小学食堂条件。" * 90, "建设口袋公园"]
    together = own.encode_passages(texts)
    alone = np.concatenate([own.encode_passages([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert int((together @ own.encode_passages(["改善中小学食堂条件。"])[0]).argmax()) == 1


def test_tokens_are_told_with_their_places(own):
    [read] = own.read_queries(["谁牵头Ａ港口扩建"])
    assert read.spans[0][0] == 0
    assert read.spans[-1][1] == len("谁牵头a港口扩建")
    assert read.hidden.shape == (len(read.spans), 384)
    assert read.tokens.shape == (len(read.spans), 64)
    np.testing.assert_allclose(np.linalg.norm(read.tokens, axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(read.vector, own.encode_queries(["谁牵头Ａ港口扩建"])[0], atol=1e-6)


def test_the_folder_is_a_sentence_transformers_model(own):
    """Loaded offline by its path, its class (ours) trusted, it gives the same vectors."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(OWN), local_files_only=True, trust_remote_code=True)
    np.testing.assert_allclose(
        model.encode_query(TASKS, batch_size=2),
        own.encode_queries([search_key(task) for task in TASKS]),
        atol=1e-4,
    )


def test_scripts_meet_and_odd_text_is_survived(own):
    traditional, simplified = own.encode_queries(["數字政府建設", "数字政府建设"])
    np.testing.assert_allclose(traditional, simplified, atol=1e-5)
    assert np.isfinite(own.encode_queries(["", "\0", "\ud800", "字" * 3000])).all()


def test_its_name_changes_with_its_weights(own):
    mark = hashlib.sha256((OWN / WEIGHTS).read_bytes()).hexdigest()[:8]
    assert own.name == f"qiantou-{mark}"


def test_a_model_from_a_folder(tmp_path):
    """A real SentenceTransformer with random weights, saved and loaded from disk alone."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    vocabulary = {character: at for at, character in enumerate("[谁牵头港口食堂公园")}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="["))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    weights = np.random.default_rng(7).normal(size=(len(vocabulary), 16)).astype(np.float32)
    folder = tmp_path / "tiny"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(folder))

    encoder = load_encoder(str(folder))
    assert (encoder.name, encoder.dimension) == ("tiny", 16)
    scores = encoder.encode_passages(["食堂", "公园", "港口"]) @ encoder.encode_queries(["公园谁牵头"])[0]
    assert int(scores.argmax()) == 1


@pytest.mark.parametrize("name", ["/no/such/folder", "./missing", "~/missing-model"])
def test_missing_folder_is_named(name):
    with pytest.raises(EncoderError, match=r"文件夹不存在.*QIANTOU_ENCODER"):
        load_encoder(name)


def test_a_folder_without_a_model(tmp_path):
    with pytest.raises(EncoderError, match=r"无法加载.*QIANTOU_ENCODER"):
        load_encoder(str(tmp_path))
