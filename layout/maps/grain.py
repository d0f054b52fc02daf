"""The grain of the elements' ground on paper: lines by which grey print tells them apart."""

from __future__ import annotations

# Degrees, counted from level lines upwards to the right; pixels between two lines.
_ANGLES = (0, 90, 135, 45)
_GAP, _CLOSER = 7.0, 1.6
GRAIN_OPACITY = 0.4  # in a picture, which has colours as well

Grain = tuple[int, float]


def grain(number: int) -> Grain:
    """Return angle (degrees) and gap (pixels) of the lines of the `number`-th element, counted from 0.

    After four angles the lines stand closer, so that no two elements have the same.
    """
    return _ANGLES[number % len(_ANGLES)], round(_GAP / _CLOSER ** (number // len(_ANGLES)), 2)
