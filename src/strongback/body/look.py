"""Colours → CSS: resolved for one picture that stands alone, or as variables for a page with many."""

from __future__ import annotations

from collections.abc import Mapping

from strongback.body.nouns import Look, Theme

FILLS = [
    "skin",
    "shirt",
    "trousers",
    "shoe",
    "hair",
    "bun",
    "mat",
    "mat-side",
    "shadow",
    "floor",
    "wood",
    "wood-side",
    "wood-dark",
    "arrow",
    "push",
    "ghost",
]
LIMBS = ("skin", "shirt", "trousers", "shoe")
MEDIA: tuple[tuple[Theme, str], ...] = (
    ("dark", "(prefers-color-scheme: dark)"),
    ("contrast", "(prefers-contrast: more) and (prefers-color-scheme: light)"),
    ("print", "print"),
)
ALL: tuple[tuple[Theme, str], ...] = (("light", ""), *MEDIA)
SHAPES = """\
.figure .edge{fill:none;stroke-linejoin:round}
.figure .part{stroke-width:3.2}
.figure .part use,.figure .halo use,.figure .pale use,.figure .bare,.figure .eye{stroke:none}
.figure .chair{stroke-width:1.2;stroke-linejoin:round}
.figure .brow,.figure .lips,.figure .fine{fill:none;stroke-linecap:round;stroke-width:2}
.figure .fine{stroke-width:1}
.figure .pale{stroke-width:2.4;stroke-dasharray:5 3.5}
.figure .halo{stroke-width:3}
.figure .mark{stroke-width:1.6}
.figure .mark-number{font-family:"Atkinson Hyperlegible Next",sans-serif;font-size:16px}
.figure .mark-number{font-weight:700;text-anchor:middle}
"""
USES: Mapping[str, str] = {
    ".part": "stroke:{line}",
    ".part.far": "stroke:{far-line}",
    ".chair": "stroke:{wood-line}",
    ".eye": "fill:{line}",
    ".brow": "stroke:{brow}",
    ".lips": "stroke:{lips}",
    ".fine": "stroke:{line}",
    ".fine.far": "stroke:{far-line}",
    ".pale": "stroke:{ghost-line}",
    ".halo": "stroke:{paper}",
    ".mark": "fill:{paper};stroke:{ink}",
    ".mark-number": "fill:{ink}",
}


def style_sheet(look: Look, skin: int = 1, *, theme: Theme | None = None, variables: bool = False) -> str:
    """The CSS of all pictures.

    Resolved for one tone of skin (1 to the number there are): for one theme, or for light with media queries
    for dark, contrast and print. With `variables` for a page: custom properties, and `data-skin` on any
    element above a picture. Raises IndexError for a tone that there is not.
    """
    if variables:
        return _page(look)
    if theme is not None:
        return SHAPES + _rules(_values(look, theme, skin))
    first = _rules(_values(look, "light", skin))
    others = [f"@media {media}{{\n{_rules(_values(look, theme, skin))}}}\n" for theme, media in MEDIA]
    return SHAPES + first + "".join(others)


def _page(look: Look) -> str:
    plain = _values(look, "light", 1)
    out = [SHAPES, _rules({name: f"var(--figure-{name})" for name in plain})]
    for theme, media in ALL:
        block = _variables(":root", _values(look, theme, 1))
        for skin in range(1, len(look.skins) + 1):
            own = _values(look, theme, skin)
            block += _variables(f'[data-skin="{skin}"]', {name: own[name] for name in ("skin", "far-skin")})
        out.append(f"@media {media}{{\n{block}}}\n" if media else block)
    return "".join(out)


def _variables(selector: str, values: Mapping[str, str]) -> str:
    return f"{selector}{{{';'.join(f'--figure-{name}:{value}' for name, value in values.items())}}}\n"


def _rules(values: Mapping[str, str]) -> str:
    fills = [f".figure .{name}{{fill:{values[name]}}}" for name in FILLS]
    fills += [f".figure .far .{name},.figure .{name}.far{{fill:{values['far-' + name]}}}" for name in LIMBS]
    lines = [f".figure {part}{{{what.format_map(values)}}}" for part, what in USES.items()]
    return "\n".join((*fills, *lines)) + "\n"


def _values(look: Look, theme: Theme, skin: int) -> dict[str, str]:
    """Every colour of a theme by name, with `far-` mixtures."""
    if not 1 <= skin <= len(look.skins):
        raise IndexError(skin)
    values = {**look.themes[theme], "skin": look.skins[skin - 1][theme]}
    paper = values["paper"]
    for name in (*LIMBS, "line"):
        values[f"far-{name}"] = mixed(values[name], paper, look.far[theme])
    values["ink"] = values["ghost-line"] if theme == "dark" else values["line"]
    values["brow"] = mixed(values["line"], values["hair"], 0.5)
    return values


def mixed(colour: str, other: str, share: float) -> str:
    """`#rrggbb` with a share of another, 0 none of it, 1 nothing else."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
