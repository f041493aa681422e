<<<<<<< HEAD
"""What it adds up to: the printed sheet, the report for a professional, and a history for others to read."""
=======
"""What it adds up to: the printed sheet (named here), progress in numbers and charts, reminders."""
>>>>>>> h-progress

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
