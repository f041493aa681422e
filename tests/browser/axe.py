"""What axe has to say about a page: WCAG 2.2 up to AA, good practice, and what it can see of AAA."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EVERYTHING: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
COLOURS: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]}
}
"""Those rules whose answer may differ from theme to theme."""
# What is well is neither described nor carried over to here: that takes longer than the looking.
_ASK = """async (rules) =>
  (await axe.run(document, { ...rules, resultTypes: ["violations"] })).violations"""


def violations(page: Page, rules: dict[str, Any] = EVERYTHING) -> list[str]:
    """A line for every element that breaks a rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return [
        f"{rule['id']}: {node['html'][:150]} {node['failureSummary'][:250]}"
        for rule in page.evaluate(_ASK, rules)
        for node in rule["nodes"]
    ]
