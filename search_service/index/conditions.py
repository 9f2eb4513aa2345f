"""What a point of the index, or a document's description, must be like; without an engine.

    holds(AnyOf("sectors", ("culture",)), ("culture", "justice"))  ->  True
    holds(Range("year", 2018, None), None)                         ->  False

`plan` hands them to the engines; pages that list documents ask `holds` of what the catalogue says.
"""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | tuple[str, ...] | None  # what a field has; a tuple has each of its values


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The field has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """The field's number is at least the one and at most the other; None: no such bound."""

    field: str
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Among:
    """The point is one of these passages."""

    passages: tuple[str, ...]


FieldCondition = AnyOf | Range
Condition = FieldCondition | Among


def holds(condition: FieldCondition, value: Value) -> bool:
    """Whether it holds for what a description has in the condition's field."""
    match condition:
        case AnyOf(_, values):
            return not set(values).isdisjoint(values_of(value))
        case Range(_, least, most):
            return (
                isinstance(value, int)
                and (least is None or value >= least)
                and (most is None or value <= most)
            )


def values_of(value: Value) -> tuple[str, ...]:
    """The words that a field has, each once."""
    own = value if isinstance(value, tuple) else (value,)
    return tuple(dict.fromkeys(each for each in own if isinstance(each, str)))
