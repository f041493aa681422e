"""The forms: what may be answered, and what is said when an answer is missing. Nothing is pre-answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

YES_NO = (("yes", "Yes"), ("no", "No"))
YES_NO_AS_NOW = (("", "As now"), *YES_NO)
SCALE = tuple((str(n), str(n)) for n in range(11))
COUNTS = (
    ("every_second", "Count every second of the hold"),
    ("halfway", "Say only when half of the hold is over"),
    ("ticks", "A soft click every second, no words"),
)


def _text(
    label: str, most: int, *, missing: str = "", kind: str = "text", **attributes: str
) -> forms.CharField:
    """A line of text; required when there are words for its absence."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(missing),
        error_messages={
            "required": missing,
            "max_length": f"Please use at most {most} letters.",
            "null_characters_not_allowed": "Please use letters and numbers only.",
        },
        widget=forms.TextInput(attrs={"type": kind, **attributes}),
    )


def _choice(label: str, choices: tuple[tuple[str, str], ...], missing: str = "") -> forms.ChoiceField:
    """One of several; required when there are words for its absence."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=bool(missing),
        error_messages={"required": missing, "invalid_choice": "Please choose one of these."},
        widget=forms.RadioSelect,
    )


class Plain(forms.Form):
    """A form without the browser's own bubbles: our words, at the top and at the field."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def problems(self) -> list[tuple[str, str]]:
        """The id of each field with a problem, and the problem."""
        found = []
        for name, said in self.errors.items():
            field = self[name]
            several = isinstance(field.field.widget, forms.RadioSelect)
            found.append((f"{field.auto_id}_0" if several else field.auto_id, str(said[0])))
        return found


class Name(Plain):
    """Who exercises."""

    name = _text("Your first name", 80, missing="Please write a name.", autocomplete="given-name")


class Health(Plain):
    """The screening: a yes or a no to each question of the programme."""

    def __init__(self, questions: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in questions.items():
            self.fields[name] = _choice(question, YES_NO, question)


class Asked(Plain):
    """Whether a professional said yes: who, and on which day."""

    asked = _choice(
        "Have you asked a doctor or physical therapist about these exercises?",
        (("yes", "Yes, and they said yes"), ("no", "I have not asked yet")),
        "Please say whether you have asked.",
    )
    by = _text("Who said yes?", 80, autocomplete="off")
    on = forms.DateField(
        label="On which day?",
        required=False,
        error_messages={"invalid": "Please write the day like 2026-11-20."},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean(self) -> dict[str, Any]:
        """With a yes, a name and a day that is not to come."""
        answers = super().clean() or {}
        if answers.get("asked") == "yes":
            if "by" not in self.errors and not answers.get("by"):
                self.add_error("by", "Please write who said yes.")
            if "on" not in self.errors and answers.get("on") is None:
                self.add_error("on", "Please write on which day.")
            elif answers.get("on") and answers["on"] > self._today:
                self.add_error("on", "That day is still to come.")
        return answers


class SaidYes(Asked):
    """The same where only a yes is noted."""

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(today, *args, **kwargs)
        del self.fields["asked"]

    def clean(self) -> dict[str, Any]:
        """A name and a day that is not to come."""
        self.cleaned_data["asked"] = "yes"
        return super().clean()


class Call(Plain):
    """Whom to call."""

    call_name = _text("Your doctor or physical therapist", 80, autocomplete="off")
    call_phone = _text("Their telephone number", 40, kind="tel", autocomplete="off")
    emergency = _text(
        "Emergency number where you are",
        20,
        missing="Please write the emergency number.",
        kind="tel",
        autocomplete="off",
    )


class Guidance(Plain):
    """How the voice guides: pace and counts."""

    pace = _choice("How slowly do you want to move?", (), "Please choose a pace.")
    counts = _choice("What do you want to hear in a hold?", COUNTS, "Please choose what to hear.")

    def __init__(self, paces: tuple[float, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {
            1.0: "As the sheet asks: up in 2 seconds, down in 2",
            1.5: "Slower: up in 3 seconds, down in 3",
            2.0: "Twice as slowly: up in 4 seconds, down in 4",
        }
        choices = [(str(pace), said.get(pace, f"{pace:g} times as slowly")) for pace in paces]
        field = self.fields["pace"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices


class SinceLastTime(Plain):
    """Pain since the last session."""

    pain = _choice("Any pain since last time?", SCALE, "Please choose a number, or “Rather not say”.")


class Overrides(Plain):
    """A clinician's changes for one exercise. An empty answer leaves things as they are."""

    repetitions = forms.IntegerField(label="Repetitions in a set", min_value=1, max_value=50, required=False)
    max_sets = forms.IntegerField(label="At most this many sets", min_value=1, max_value=10, required=False)
    per_side = _choice("Repetitions count for each side", YES_NO_AS_NOW)
    in_one_piece = _choice("Back in one piece, not vertebra by vertebra", YES_NO_AS_NOW)
    leave_out = _choice("Leave this exercise out", YES_NO_AS_NOW)

    def __init__(self, fits: frozenset[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("per_side", "in_one_piece"):
            if name not in fits:
                del self.fields[name]
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):
                field.widget.attrs.update({"class": "short", "inputmode": "numeric"})


class AfterExercise(Plain):
    """After the session, about one exercise; every answer may be left out."""

    all_done = _choice("Did you do all of it?", YES_NO)
    missed = forms.IntegerField(
        label="How many repetitions did you leave out?",
        min_value=1,
        required=False,
        error_messages={"invalid": "Please write a number."},
    )
    effort = _choice("How hard was it?", SCALE)
    two_more = _choice("Could you have done two more?", YES_NO)

    def __init__(self, done: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["missed"]
        assert isinstance(field, forms.IntegerField)  # noqa: S101
        field.max_value = done
        field.widget.attrs.update({"class": "short", "inputmode": "numeric", "min": 1, "max": done})
        field.validators.append(_at_most(done))

    def clean(self) -> dict[str, Any]:
        """A number that was left out says that not all was done; “no” without a number asks for it."""
        answers = super().clean() or {}
        if answers.get("all_done") == "no" and answers.get("missed") is None and "missed" not in self.errors:
            self.add_error("missed", "Please write how many you left out.")
        return answers


def _at_most(done: int) -> Any:
    def check(value: int) -> None:
        if value > done:
            raise forms.ValidationError(f"There were only {done}.")

    return check
