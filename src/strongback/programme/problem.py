"""A mistake in a file somebody wrote: where it is, what it is, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`line` and `column` count from 1. `where` names the thing in the author's words, not ours."""

    file: str
    line: int
    column: int
    where: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.where}: {self.what}; {self.fix}"


class Problems(ValueError):
    """Raised where a file with problems cannot be used; carries them all."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
