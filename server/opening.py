"""Opening the library: for the service, where the encoder follows in the background, and for one question."""

from index.encoder import Encoder, load_encoder
from index.library import open_library
from retriever.assistant import Assistant
from server.desk import LibraryDesk
from server.settings import Settings
from server.warmup import BackgroundEncoder


def open_desk(settings: Settings) -> LibraryDesk:
    """The desk over the library in ``settings.library``, begun if missing. Raises LibraryError."""
    store = open_library(settings.library, create=True)

    def load() -> Encoder:
        encoder = load_encoder(settings.encoder)
        store.attach(encoder)
        return encoder

    encoder = BackgroundEncoder(load)
    return LibraryDesk(settings, store, Assistant(store), lambda: encoder.ready)


def open_assistant(settings: Settings) -> Assistant:
    """An assistant over an existing library, for the command line. Raises LibraryError, EncoderError."""
    encoder = load_encoder(settings.encoder)
    return Assistant(open_library(settings.library, encoder))
