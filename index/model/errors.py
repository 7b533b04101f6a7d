"""Our own exceptions. Every message is plain Chinese: what happened, to which value, and the way out."""


class QiantouError(Exception):
    """Base of all errors that a user may see. ``str(error)`` is shown as it stands.

    ``code`` is a stable, machine-readable slug (used in problem details as ``code``).
    """

    code = "error"


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


class EncoderError(QiantouError):
    """The sentence encoder cannot be loaded or does not fit the library."""

    code = "encoder"


class EncoderLoadingError(EncoderError):
    """The sentence encoder is still being loaded: the same question can be answered in a while."""

    code = "encoder-loading"


class SettingsError(QiantouError):
    """A setting is unknown, malformed or unsafe."""

    code = "settings"


class NotAllowedError(QiantouError):
    """The account is unknown or has too small a role for what it asks."""

    code = "not-allowed"
