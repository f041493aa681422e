"""The session as a score: steps and cues in whole milliseconds."""

from strongback.script.check import check_script
from strongback.script.compile import compile_script
from strongback.script.nouns import Clip, Delivery, Script, Voice
from strongback.script.utterances import utterances
from strongback.script.writing import score, script_json

__all__ = [
    "Clip",
    "Delivery",
    "Script",
    "Voice",
    "check_script",
    "compile_script",
    "score",
    "script_json",
    "utterances",
]
