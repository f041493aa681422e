"""The page's style sheet of the figure is written from its colours, so that there is one truth about them."""

from __future__ import annotations

import os
from pathlib import Path

from strongback.body import style_sheet
from strongback.library import figure

FILE = Path(__file__).parents[2] / "src/strongback/web/static/css/figure.css"
HEAD = "/* Written by `make golden` from library/bodies/look.yaml. */\n"


def test_the_style_of_the_page_says_what_the_colours_say() -> None:
    text = HEAD + style_sheet(figure.look(), variables=True)
    if os.environ.get("STRONGBACK_GOLDEN") == "write":
        FILE.write_text(text, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == text
