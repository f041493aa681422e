"""Strongback: a printed exercise sheet, turned into a coach that can be followed with eyes closed."""

__version__ = "0.1.0"
