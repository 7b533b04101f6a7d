"""Which documents may answer a question."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents may answer. ``documents`` is None when nothing restricts them: the current ones.

    ``missing`` names what the question restricts to but the library does not hold (2019年, 广东省). ``foreign`` are
    places that no document is of but some speak of: what answers must name them. ``carried`` says that the restriction
    was said earlier in the conversation. ``wider`` are documents of wider places that speak of a place that was said: they
    may answer where its own documents do not, with the question as it was.
    """

    documents: frozenset[str] | None = None
    missing: str = ""
    foreign: tuple[str, ...] = ()
    carried: bool = False
    wider: frozenset[str] = frozenset()

    @property
    def explicit(self) -> bool:
        """Whether this question or the request says which documents."""
        return self.documents is not None and not self.carried


UNRESTRICTED = Scope()
