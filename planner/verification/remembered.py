"""What the verifier has worked out about the facts of one plan, kept until the facts of another are read."""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_REMEMBERED: list[_lru_cache_wrapper[Any]] = []


def remembered(most: int) -> Callable[[Callable[..., Answer]], _lru_cache_wrapper[Answer]]:
    """Keep the last `most` answers of a function of facts, by its arguments, until `forget` is called."""

    def decorate(function: Callable[..., Answer]) -> _lru_cache_wrapper[Answer]:
        wrapped = lru_cache(maxsize=most)(function)
        _REMEMBERED.append(wrapped)
        return wrapped

    return decorate


def forget() -> None:
    """Let go of every answer, and so of the facts of earlier plans: a run of many weeks keeps none of them."""
    for function in _REMEMBERED:
        function.cache_clear()
