"""A whole page that stands alone, on the paper it is printed on."""

from __future__ import annotations

from html import escape

from strongback.report.nouns import Paper

_SIZES = {Paper.a4: "210mm 297mm", Paper.letter: "8.5in 11in"}


def page_of(content: str, title: str, language: str, style: str, paper: Paper = Paper.a4) -> str:
    """`content` and `style` are HTML and CSS; the title is plain text."""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>\n{style}\n@page {{ size: {_SIZES[paper]}; }}\n</style>\n</head>\n"
        f"<body>\n<main>{content}</main>\n</body>\n</html>\n"
    )
