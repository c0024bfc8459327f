"""Do two samples come from one distribution? After Kolmogorov and Smirnov."""

import math
from collections.abc import Sequence

TERMS = 100


def p_of(one: Sequence[float], other: Sequence[float]) -> float:
    """How likely two samples of the same thing differ so much; small: they are of two things."""
    values = sorted(set(one) | set(other))
    first, second = sorted(one), sorted(other)
    widest = 0.0
    i = j = 0
    for value in values:
        while i < len(first) and first[i] <= value:
            i += 1
        while j < len(second) and second[j] <= value:
            j += 1
        widest = max(widest, abs(i / len(first) - j / len(second)))
    size = math.sqrt(len(first) * len(second) / (len(first) + len(second)))
    x = (size + 0.12 + 0.11 / size) * widest
    if x < 0.2:
        return 1.0
    terms = ((1 if k % 2 else -1) * math.exp(-2 * (k * x) ** 2) for k in range(1, TERMS + 1))
    return min(1.0, max(0.0, 2 * sum(terms)))
