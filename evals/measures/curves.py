"""Draws curves of risk and coverage as a small SVG.

By hand, because it is the one picture that is drawn, in sixty lines: a plotting library (EstNLTK
brings one, which may go with it) writes its letters as outlines and other bytes with each version;
this is plain text, which a screen reader and a diff can read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_SIZE, _LEFT, _TOP, _WIDTH = 320, 56, 24, 640
_COLOURS = ("#1b5e8c", "#b3541e", "#5b7f2b", "#7a3b7a")


def draw(
    curves: Mapping[str, Sequence[tuple[float, float]]], across: str, up: str, title: str
) -> str:
    """The curves in a square from 0 to 1 with a legend; points are (across, up)."""
    body = [_frame(across, up, title)]
    for number, (name, points) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join(f"{_x(a):.1f},{_y(b):.1f}" for a, b in points)
        body.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        body.append(_legend(number, name, colour))
    height = _TOP + _SIZE + 56
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" font-family="sans-serif" font-size="13" role="img" '
        f'aria-label="{title}"><rect width="100%" height="100%" fill="white"/>'
        + "".join(body)
        + "</svg>\n"
    )


def _frame(across: str, up: str, title: str) -> str:
    lines = [f'<text x="{_LEFT}" y="16" font-weight="bold">{title}</text>']
    for step in range(0, 11, 2):
        value = step / 10
        x, y = _x(value), _y(value)
        lines += [
            f'<path d="M{x:.1f} {_y(0)}V{_y(1)}M{_x(0)} {y:.1f}H{_x(1)}" stroke="#ddd"/>',
            f'<text x="{x:.1f}" y="{_y(0) + 18}" text-anchor="middle">{value:.1f}</text>',
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:.1f}</text>',
        ]
    middle = _TOP + _SIZE / 2
    lines += [
        f'<text x="{_LEFT + _SIZE / 2}" y="{_y(0) + 40}" text-anchor="middle">{across}</text>',
        f'<text transform="translate(16 {middle}) rotate(-90)" text-anchor="middle">{up}</text>',
    ]
    return "".join(lines)


def _legend(number: int, name: str, colour: str) -> str:
    x, y = _LEFT + _SIZE + 24, _TOP + 20 + 22 * number
    line = f'<path d="M{x} {y - 4}h20" stroke="{colour}" stroke-width="3"/>'
    return line + f'<text x="{x + 28}" y="{y}">{name}</text>'


def _x(value: float) -> float:
    return _LEFT + _SIZE * value


def _y(value: float) -> float:
    return _TOP + _SIZE * (1 - value)
