"""What it adds up to: the sheet, progress, the report for a professional, a history for others to read."""

from strongback.report.nouns import Paper, Sheet
from strongback.report.page import page_of
from strongback.report.pdf import NoPrinter, pdf
from strongback.report.professional import Report, report_html, report_title
from strongback.report.sheet import document, sheet_html, title

__all__ = [
    "NoPrinter",
    "Paper",
    "Report",
    "Sheet",
    "document",
    "page_of",
    "pdf",
    "report_html",
    "report_title",
    "sheet_html",
    "title",
]
