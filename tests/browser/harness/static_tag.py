"""The one template tag the page needs, without Django's settings."""

from __future__ import annotations

from django.template import Library

register = Library()


@register.simple_tag
def static(path: str) -> str:
    """Where the harness serves a static file."""
    return f"/static/{path}"
