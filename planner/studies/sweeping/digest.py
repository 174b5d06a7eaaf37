"""The hash by which a study knows its cells."""

from __future__ import annotations

import hashlib
import json


def digest(value: object) -> str:
    """The hash of something that can be written as JSON."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
