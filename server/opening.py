"""Opening the library: for the service, where the encoder follows in the background, and for one question."""

from index.encode.encoder import Encoder, load_encoder
from index.library.opening import open_library
from index.model.store import Store
from retriever.assistant import Assistant
from server.desk import LibraryDesk
from server.operation.warmup import BackgroundEncoder
from server.settings import Settings


def open_desk(settings: Settings) -> LibraryDesk:
    """The desk over the library in ``settings.library``, begun if missing. Raises LibraryError, EncoderError."""
    store = open_library(settings.library, create=True)
    assistant = _assistant(settings, store)

    def load() -> Encoder:
        encoder = load_encoder(settings.encoder)
        store.attach(encoder)
        assistant.ask(
            "谁牵头高速公路建设"
        )  # the first question reads dictionaries and vectors: not at a visitor's cost
        return encoder

    encoder = BackgroundEncoder(load)
    return LibraryDesk(settings, store, assistant, lambda: encoder.ready)


def open_assistant(settings: Settings) -> Assistant:
    """An assistant over an existing library, for the command line. Raises LibraryError, EncoderError."""
    store = open_library(settings.library)  # a missing library is told at once, before the model is loaded
    store.attach(load_encoder(settings.encoder))
    return _assistant(settings, store)


def _assistant(settings: Settings, store: Store) -> Assistant:
    if settings.reranker is None:
        return Assistant(store)
    from retriever.matter.matter_search import MatterSearch
    from retriever.matter.reranker import load_reranker

    return Assistant(store, MatterSearch(store, reranker=load_reranker(settings.reranker)))
