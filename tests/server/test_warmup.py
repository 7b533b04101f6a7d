"""The encoder in the background: there when it is there, and its failure is everyone's to know."""

import threading

import pytest

from index.model.errors import EncoderError, EncoderLoadingError
from server.operation.warmup import BackgroundEncoder, ReadyFinder
from tests.server.fakes import HashEncoder


def test_it_is_ready_once_loaded_and_whoever_needs_it_waits():
    gate = threading.Event()

    def load():
        gate.wait(10)
        return HashEncoder()

    encoder = BackgroundEncoder(load)
    assert not encoder.ready
    threading.Timer(0.05, gate.set).start()
    assert encoder.encode_queries(["谁牵头"]).shape == (1, 16)
    assert encoder.ready
    assert (encoder.name, encoder.dimension) == ("hash", 16)


@pytest.mark.parametrize("error", [EncoderError("模型不存在"), RuntimeError("boom")])
def test_a_failure_reaches_everyone_who_asks(error):
    def load():
        raise error

    encoder = BackgroundEncoder(load)
    for ask in (encoder.wait, lambda: encoder.encode_passages(["x"]), lambda: encoder.ready):
        with pytest.raises(EncoderError, match=r"模型不存在|boom"):
            ask()


class Found:
    def find(self, matter, documents=None, k=10):
        return matter


def test_nothing_is_answered_by_words_alone_while_the_encoder_is_loaded():
    ready = [False]
    finder = ReadyFinder(Found(), lambda: ready[0])
    with pytest.raises(EncoderLoadingError, match="正在准备"):
        finder.find("高速公路建设")
    ready[0] = True
    assert finder.find("高速公路建设") == "高速公路建设"
