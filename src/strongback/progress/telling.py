"""Plans and replays told in lines a person can read, and in JSON."""

from __future__ import annotations

from typing import Any

from strongback.programme.nouns import Programme
from strongback.progress import reasons
from strongback.progress.fold import SessionVerdicts
from strongback.progress.nouns import PlannedExercise, SessionPlan

_CLEARANCE = {
    "cleared": "cleared",
    "ask": "ask first",
    "withheld": "no session today",
    "rest_day": "rest day",
}


def plan_text(programme: Programme, plan: SessionPlan) -> str:
    """What the day brings, to read."""
    lines = [f"{reasons.day(plan.on)}: {_CLEARANCE[plan.clearance.verdict]}"]
    lines += [f"  {because}" for because in plan.clearance.because]
    lines.append(f"{plan.duration_ms / 60_000:.0f} minutes")
    for planned in plan.exercises:
        lines.append(f"  {reasons.name(programme, planned.dose.exercise)}: {dose_text(planned)}")
        lines.append(f"    {planned.verdict.kind}: {planned.verdict.because}")
    lines += [
        f"Offer: {reasons.name(programme, offer.exercise)}: {offer.offer}. {offer.because}"
        for offer in plan.offers
    ]
    return "\n".join(lines)


def dose_text(planned: PlannedExercise) -> str:
    """`3 × 8, hold 10 s, rest 30 s`"""
    dose = planned.dose
    parts = [f"{dose.sets} × {dose.repetitions}{' on each side' if dose.per_side else ''}"]
    parts.append(f"hold {dose.hold_ms // 1000} s")
    if dose.sets > 1:
        parts.append(f"rest {dose.rest_ms // 1000} s")
    if dose.load_g:
        parts.append(f"{dose.load_g} g")
    return ", ".join(parts)


def replay_text(session: SessionVerdicts) -> str:
    """One session in one line."""
    told = [f"{name}: {verdict.kind}: {verdict.because}" for name, verdict in session.verdicts.items()]
    told += [f"ignored: {reason}" for reason in session.ignored]
    return f"{session.day.isoformat()}  " + ("  |  ".join(told) or "nothing was tried, so nothing changes")


def replay_json(session: SessionVerdicts) -> dict[str, Any]:
    """One session as a JSON object."""
    return {
        "record": session.record,
        "on": session.day.isoformat(),
        "verdicts": [
            {"exercise": name, "verdict": verdict.kind, "because": verdict.because}
            for name, verdict in session.verdicts.items()
        ],
        "ignored": list(session.ignored),
    }
