"""What it adds up to: the printed sheet (named here), progress in numbers and charts, reminders."""

from strongback.report.nouns import Paper, Sheet
from strongback.report.pdf import NoPrinter, pdf
from strongback.report.sheet import document, sheet_html, title

__all__ = ["NoPrinter", "Paper", "Sheet", "document", "pdf", "sheet_html", "title"]
