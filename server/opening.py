"""Opening the library for service, and building it from the shipped documents on the first start."""

from index.encoder import Encoder
from index.embedded import EmbeddedStore
from server.desk import LibraryDesk
from server.settings import Settings
from server.warmup import BackgroundEncoder


def open_desk(settings: Settings) -> LibraryDesk:
    """The desk over the library in ``settings.library``, begun if missing; the encoder follows in the background.

    Raises LibraryError.
    """
    from index.encoder import load_encoder
    from index.library import open_library
    from retriever.assistant import Assistant

    store = open_library(settings.library, create=True)

    def load() -> Encoder:
        encoder = load_encoder(settings.encoder)
        store.attach(encoder)
        return encoder

    encoder = BackgroundEncoder(load)
    return LibraryDesk(settings, store, Assistant(store, encoder), lambda: encoder.ready)
