"""What is made from the library once for each state of it, however many visitors ask at the same time."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Once(Generic[Made]):
    """One value, made when it is first asked for: whoever asks meanwhile waits for that one making.

    Unlike ``functools.cached_property``, whose lock in Python 3.11 is shared by all instances of a class, nobody
    waits for what is made of another state of the library.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._making = threading.Lock()
        self._made: tuple[Made] | None = None

    def get(self) -> Made:
        """The value. Raises what making it raises; the next to ask tries again."""
        made = self._made
        if made is None:
            with self._making:
                made = self._made = self._made or (self._make(),)
        return made[0]


class OncePerGeneration(Generic[Made]):
    """The value for the newest generation that was asked for."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._choosing = threading.Lock()
        self._newest: tuple[int, Once[Made]] | None = None

    def get(self, generation: int) -> Made:
        """The value for this generation; ``make`` is called while the caller's view of the library is fixed."""
        with self._choosing:  # never held while something is made
            if self._newest is None or self._newest[0] != generation:
                self._newest = (generation, Once(self._make))
            once = self._newest[1]
        return once.get()
