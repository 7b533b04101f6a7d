"""Opening the library: for the service, where the encoder follows in the background, and for one question."""

from index.encode.encoder import Encoder, load_encoder
from index.library.opening import open_library
from index.model.store import Store
from retriever.assistant import Assistant
from retriever.matter.matter_search import MatterSearch
from retriever.reading.reader import QuestionReader
from server.desk import LibraryDesk
from server.operation.warmup import BackgroundEncoder, ReadyFinder
from server.settings import Settings


def open_desk(settings: Settings) -> LibraryDesk:
    """The desk over the library in ``settings.library``, begun if missing. Raises LibraryError, EncoderError."""
    store = open_library(settings.library, create=True)
    search = _search(settings, store)

    def load() -> Encoder:
        encoder = load_encoder(settings.encoder)
        store.attach(encoder)
        search.find("高速公路建设")  # the first one reads dictionaries and vectors: not at a visitor's cost
        return encoder

    encoder = BackgroundEncoder(load)
    assistant = Assistant(
        store, ReadyFinder(search, lambda: encoder.ready), QuestionReader(store, only_beyond_rules=True)
    )
    return LibraryDesk(settings, store, assistant, lambda: encoder.ready)


def open_assistant(settings: Settings) -> Assistant:
    """An assistant over an existing library, for the command line. Raises LibraryError, EncoderError."""
    store = open_library(settings.library)  # a missing library is told at once, before the model is loaded
    store.attach(load_encoder(settings.encoder))
    return Assistant(store, _search(settings, store), QuestionReader(store, only_beyond_rules=True))


def _search(settings: Settings, store: Store) -> MatterSearch:
    if settings.reranker is None:
        return MatterSearch(store)
    from retriever.matter.reranker import load_reranker

    return MatterSearch(store, reranker=load_reranker(settings.reranker))
