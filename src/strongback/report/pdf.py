"""HTML → PDF with WeasyPrint, which is there only with the extra `[pdf]`. Text in, bytes out.

It stays in this room because it decides nothing and touches no file of ours; it is imported when it is
called, so that whoever prints from a browser needs none of it.
"""

from __future__ import annotations

from contextlib import redirect_stdout

HELP = (
    "a PDF needs the extra: pip install 'strongback[pdf]', and the system's Pango library; "
    "or write to a .html file and print that from a browser"
)


class NoPrinter(Exception):
    """What makes PDFs is not installed, or lacks a library of the system; says what to do."""


def pdf(html: str) -> bytes:
    """A tagged PDF after PDF/UA-1 with its title, its language and the pictures' titles.

    Nothing is fetched: what the HTML needs stands in it. Raises NoPrinter.
    """
    try:
        with redirect_stdout(None):  # there it tells at length which library is missing; one sentence will do
            from weasyprint import HTML  # type: ignore[import-untyped]
            from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]
    except (ImportError, OSError) as error:  # OSError: Pango itself is missing
        raise NoPrinter(HELP) from error
    inside = URLFetcher(allowed_protocols=("data",))
    written: bytes = HTML(string=html, url_fetcher=inside).write_pdf(pdf_variant="pdf/ua-1")
    return written
