"""An address as a picture that a camera reads: for a page and for a terminal."""

from __future__ import annotations

import segno

_BORDER = 4
"""The quiet edge that readers ask for, in modules."""
_BLACK_ON_WHITE, _AS_BEFORE = "\x1b[30;107m", "\x1b[0m"
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def svg(text: str, title: str) -> str:
    """An `<svg>` for a page: black on white in every theme, as large as its place."""
    drawn: str = _made(text).svg_inline(
        border=_BORDER, dark="#000", light="#fff", title=title, omitsize=True, svgclass="qr", lineclass=None
    )
    return drawn


def terminal(text: str) -> str:
    """Two rows of modules in a line of text, black on white whatever the terminal's colours are."""
    rows = [tuple(row) for row in _made(text).matrix_iter(border=_BORDER)]
    if len(rows) % 2:
        rows.append((0,) * len(rows[0]))
    lines = (
        "".join(_HALVES[bool(upper), bool(lower)] for upper, lower in zip(*two, strict=True))
        for two in zip(rows[::2], rows[1::2], strict=True)
    )
    return "\n".join(f"{_BLACK_ON_WHITE}{line}{_AS_BEFORE}" for line in lines)


def _made(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="m")
