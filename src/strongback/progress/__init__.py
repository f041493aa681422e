"""What today brings: from facts to clearance, doses and offers, each with its reason in words."""

from strongback.progress.fold import Progress, SessionVerdicts, advance, fold, replay, start, verdicts_of
from strongback.progress.nouns import Clearance, Offer, PlannedExercise, SessionPlan, Verdict
from strongback.progress.planning import plan, plan_from, plan_json, plan_ms
from strongback.progress.telling import dose_text, plan_text, replay_json, replay_text

__all__ = [
    "Clearance",
    "Offer",
    "PlannedExercise",
    "Progress",
    "SessionPlan",
    "SessionVerdicts",
    "Verdict",
    "advance",
    "dose_text",
    "fold",
    "plan",
    "plan_from",
    "plan_json",
    "plan_ms",
    "plan_text",
    "replay",
    "replay_json",
    "replay_text",
    "start",
    "verdicts_of",
]
