"""The encoder in the background: there when it is there, and its failure is everyone's to know."""

import threading

import pytest

from index.model.errors import EncoderError
from server.operation.warmup import BackgroundEncoder
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
