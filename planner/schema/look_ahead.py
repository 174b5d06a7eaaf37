"""The prices of a plan that looks ahead: what waiting, places and money are worth in the weeks to come."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from planner.schema.closed import Closed

Price = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
Named = Annotated[str, StringConstraints(min_length=1, max_length=500)]
# Prices of money are for so many SEK.
PER_SEK = 100_000


class LookAheadHead(Closed):
    """From what the prices were found: nobody can tell it from the prices."""

    history: Named = Field(description="name of the history from which those who come were drawn")
    history_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(description="hash of its files")
    model: Named = Field(description="model of simulation whose figures were used, with its version")
    futures: Annotated[int, Field(ge=1, le=10_000)] = Field(description="futures that were imagined")
    weeks: Annotated[int, Field(ge=1, le=1040)] = Field(description="weeks ahead that they go")
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(description="seed that they were drawn from")


class LookAhead(LookAheadHead):
    """`[look_ahead]`: what goal outcome charges a candidate for, in the unit of the gain, if the placement begins.

    Whoever or whatever is not named has no price.
    """

    people: dict[Named, Price] = Field(
        default_factory=dict, description="by person what they may expect later, and lose if they are placed now"
    )
    slots: dict[Named, Price] = Field(
        default_factory=dict, description="by slot what one of its places is worth to somebody else later"
    )
    funding: dict[Named, Price] = Field(
        default_factory=dict, description="by budget line what 100 000 SEK of it are worth later"
    )
    awaits: dict[Named, Named] = Field(
        default_factory=dict, description="by person the slot of the kind that they may expect most of later"
    )

    def among(self, people: Collection[str], slots: Collection[str], lines: Collection[str]) -> LookAhead:
        """The prices of these alone: who is in no table, such as somebody whose identity is protected, is not named."""
        return self.model_copy(
            update={
                "people": {name: price for name, price in self.people.items() if name in people},
                "slots": {name: price for name, price in self.slots.items() if name in slots},
                "funding": {name: price for name, price in self.funding.items() if name in lines},
                "awaits": {name: slot for name, slot in self.awaits.items() if name in people and slot in slots},
            }
        )

    @property
    def head(self) -> Mapping[str, object]:
        """From what the prices were found, without them."""
        return {name: getattr(self, name) for name in LookAheadHead.model_fields}
