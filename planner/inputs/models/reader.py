"""The files of one model, read into shapes."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

from planner.errors import Fault, Faults, given
from planner.inputs.files import csv_table
from planner.inputs.toml import parsed, shaped
from planner.schema.models import Card, ModelFiles
from planner.texts import N_, _

COPY_WHOLE = N_("Copy the model's folder whole.")
Shape = TypeVar("Shape", bound=BaseModel)


class Reader:
    """The files of one model, read into shapes with faults named `models/<kind>/<name>/<version>/<file>`."""

    def __init__(self, kind: str, files: ModelFiles, faults: Faults) -> None:
        self.kind = kind
        self.files = files
        self.faults = faults
        self.home = f"models/{kind}/{files.reference}"

    def card(self) -> Card | None:
        """The card, which must name this very model: a copied card describes another model."""
        card = self.shape(Card, "card.toml")
        if card is None:
            return None
        name, _slash, version = self.files.reference.partition("/")
        for key, wanted in (("kind", self.kind), ("name", name), ("version", version)):
            if getattr(card, key) != wanted:
                self.faults.add(
                    Fault("card-mismatch", f"{self.home}/card.toml", None, key, getattr(card, key),
                          _('is not the {key} that its folder says, "{wanted}"', key=key, wanted=given(wanted)),
                          _('Write {key} = "{wanted}", and read the rest of the card: it must be about this model.',
                            key=key, wanted=given(wanted)))
                )  # fmt: skip
        return card

    def keys(self, name: str) -> dict[str, Any] | None:
        """The keys of a TOML file."""
        raw = self.files.files.get(name)
        if raw is None:
            self.faults.add(Fault("no-model-file", f"{self.home}/{name}", what=_("the file is missing"),
                                  cure=_(COPY_WHOLE)))  # fmt: skip
            return None
        return parsed(raw, f"{self.home}/{name}", self.faults)

    def shape(self, shape: type[Shape], name: str) -> Shape | None:
        """A TOML file as one shape."""
        keys = self.keys(name)
        return None if keys is None else self.shaped(shape, keys, name)

    def shaped(self, shape: type[Shape], keys: dict[str, Any], name: str) -> Shape | None:
        """The keys of a TOML file as one shape."""
        return shaped(shape, keys, f"{self.home}/{name}", self.faults)

    def shapes(self, shape: type[Shape], name: str, keys: object) -> dict[str, Shape] | None:
        """Headings of a TOML file, each as a shape."""
        if keys is None:
            return None
        if not isinstance(keys, dict):
            self.faults.add(Fault("bad-value", f"{self.home}/{name}", what=_("a value stands where a heading belongs"),
                                  cure=_("Write [heading] and the keys under it.")))  # fmt: skip
            return None
        file = f"{self.home}/{name}"
        made = {key: shaped(shape, value, file, self.faults, given(key)) for key, value in keys.items()}
        return {key: value for key, value in made.items() if value is not None} if all(made.values()) else None

    def rows(self, shape: type[Shape], name: str) -> tuple[Shape, ...] | None:
        """The rows of a CSV file, each as a shape."""
        raw = self.files.files.get(name)
        if raw is None:
            self.faults.add(Fault("no-model-file", f"{self.home}/{name}", what=_("the file is missing"),
                                  cure=_(COPY_WHOLE)))  # fmt: skip
            return None
        table = csv_table(raw, f"{self.home}/{name}", self.faults)
        if table is None or table.ragged:
            return None
        made = [
            shaped(
                shape, dict(zip(table.columns, cells, strict=True)), table.file, self.faults, _("row {row}", row=row)
            )
            for row, *cells in zip(table.rows, *table.columns.values(), strict=True)
        ]
        if not made:
            self.faults.add(Fault("empty-model-table", table.file, what=_("the table has no rows"),
                                  cure=_(COPY_WHOLE)))  # fmt: skip
            return None
        return tuple(row for row in made if row is not None) if all(made) else None
