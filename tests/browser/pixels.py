"""Pictures as pixels: taken from a page, read from a PDF, and compared."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page
from pypdfium2 import PdfDocument

CLEAR = 64
"""From here on (of 255) a pixel is another colour, and not only the edge of a line drawn otherwise."""
Box = tuple[int, int, int, int]


def taken(page: Page, box: Box | None = None) -> Image.Image:
    """The whole page as a picture, or a part of it: left, top, right, bottom."""
    clip = box and {"x": box[0], "y": box[1], "width": box[2] - box[0], "height": box[3] - box[1]}
    return Image.open(BytesIO(page.screenshot(full_page=True, clip=clip))).convert("RGB")


def printed(pdf: bytes) -> Image.Image:
    """The first page of a PDF at 96 pixels an inch, as a browser shows it."""
    return PdfDocument(pdf)[0].render(scale=96 / 72).to_pil().convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """How much two pictures of one size differ on average (of 255), and what part of them clearly."""
    assert one.size == other.size
    apart = ImageChops.difference(one, other).convert("L")
    return ImageStat.Stat(apart).mean[0], sum(apart.histogram()[CLEAR:]) / (apart.width * apart.height)
