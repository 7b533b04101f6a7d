"""The encoder, loaded in the background: the library opens at once and exact questions are answered meanwhile.

A question about a matter needs the encoder: without it another duty may rank first. It is not answered by words alone
in the meantime; the desk waits a little and then says that the service is getting ready.
"""

import threading
from collections.abc import Callable, Collection

from index.encode.encoder import Encoder
from index.model.errors import EncoderError, EncoderLoadingError
from index.model.store import Vectors
from retriever.execute.inquiry import Finder
from retriever.matter.matter_search import MatterResult
from server.logs import LOG


class BackgroundEncoder:
    """An encoder that is being loaded. Whoever needs it waits; a failure is raised to each who asks."""

    def __init__(self, load: Callable[[], Encoder]) -> None:
        """``load`` runs at once in a thread of its own; it may also bring the library up to date."""
        self._load = load
        self._over = threading.Event()
        self._encoder: Encoder | None = None
        self._error: EncoderError | None = None
        threading.Thread(target=self._run, name="encoder", daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether it can be used without waiting. Raises EncoderError when it never will be."""
        if self._error:
            raise self._error
        return self._encoder is not None

    def wait(self) -> Encoder:
        """The encoder, once it is there. Raises EncoderError."""
        self._over.wait()
        if self._encoder is None:
            raise self._error or EncoderError("编码模型无法加载，详情见日志。")
        return self._encoder

    @property
    def name(self) -> str:
        """Identifies the model."""
        return self.wait().name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.wait().dimension

    def encode_queries(self, texts: list[str]) -> Vectors:
        """Questions: float32 (n, dimension). Raises EncoderError."""
        return self.wait().encode_queries(texts)

    def encode_passages(self, texts: list[str]) -> Vectors:
        """Texts of the library: float32 (n, dimension). Raises EncoderError."""
        return self.wait().encode_passages(texts)

    def _run(self) -> None:
        try:
            self._encoder = self._load()
        except EncoderError as error:
            LOG.error("%s", error)
            self._error = error
        except Exception as error:
            LOG.exception("the encoder cannot be loaded")
            self._error = EncoderError(f"编码模型无法加载：{error}。请检查设置 encoder，详情见日志。")
        finally:
            self._over.set()


class ReadyFinder:
    """A finder that is asked only once its encoder is there. Raises EncoderLoadingError before, EncoderError if never."""

    def __init__(self, finder: Finder, ready: Callable[[], bool]) -> None:
        self._finder = finder
        self._ready = ready

    def find(self, matter: str, documents: Collection[str] | None = None, k: int = 10) -> MatterResult:
        """See Finder."""
        if not self._ready():
            raise EncoderLoadingError(
                "正在准备：编码模型还在载入，请过几秒再问。按单位、按条款的查询现在就能回答。"
            )
        return self._finder.find(matter, documents, k)
