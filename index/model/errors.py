"""Our own exceptions. Every message is plain Chinese: what happened, to which value, and the way out."""


class QiantouError(Exception):
    """Base of all errors that a user may see: ``str(error)`` at the command line, ``told`` through the service.

    ``code`` is a stable, machine-readable slug (used in problem details as ``code``).
    """

    code = "error"

    @property
    def told(self) -> str:
        """What a visitor of the service reads. Errors that the administrator alone can mend say no more than
        that: their own words may name a file or folder of the server, and stand in the log.
        """
        return str(self)


class UnreadableFileError(QiantouError):
    """A file cannot be read as a document: missing, empty, damaged, encrypted, too large, unknown format."""

    code = "unreadable-file"


class RejectedDocumentError(QiantouError):
    """A readable file is refused: no clause with a responsibility, or already in the library."""

    code = "rejected-document"


class LibraryError(QiantouError):
    """The library is missing, damaged beyond rebuilding, or locked by another writer."""

    code = "library"


class NotFoundError(QiantouError):
    """A document, clause or unit that was asked for by name or id is not in the library."""

    code = "not-found"


class InvalidQuestionError(QiantouError):
    """The question is empty, too long or not text."""

    code = "invalid-question"


class InvalidQueryError(QiantouError):
    """A typed query combines what cannot be combined, or its JSON is not one of a query."""

    code = "invalid-query"


class EncoderError(QiantouError):
    """The sentence encoder cannot be loaded or does not fit the library."""

    code = "encoder"

    @property
    def told(self) -> str:
        """Where to look."""
        return "编码模型暂不可用，原因见服务的日志。请告诉管理员。"


class EncoderLoadingError(EncoderError):
    """The sentence encoder is still being loaded: the same question can be answered in a while."""

    code = "encoder-loading"


class SettingsError(QiantouError):
    """A setting is unknown, malformed or unsafe."""

    code = "settings"

    @property
    def told(self) -> str:
        """Where to look."""
        return "服务的设置有误，原因见服务的日志。请告诉管理员。"


class NotAllowedError(QiantouError):
    """The account is unknown or has too small a role for what it asks."""

    code = "not-allowed"
