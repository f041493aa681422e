"""The forms: what may be answered, and what is said when an answer is missing. Nothing is pre-answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from strongback.programme.nouns import Frequency
from strongback.report.calendar import DAYS
from strongback.web import say
from strongback.web.lan.rules import MOST_HISTORY_BYTES

YES_NO = (("yes", "Yes"), ("no", "No"))
YES_NO_AS_NOW = (("", "As now"), *YES_NO)
SCALE = tuple((str(n), str(n)) for n in range(11))
EVERYTHING = "everything"
EVERYTHING_TYPED = "erase everything"
COUNTS = (
    ("every_second", "Count every second of the hold"),
    ("halfway", "Say when half of the hold is over, and count the last three seconds"),
    ("ticks", "A click every second instead of counting"),
)
CLICKS = (("soft", "Soft"), ("medium", "Medium"), ("loud", "Loud"))
BODIES = {"woman": "A woman", "man": "A man"}
SKINS = (("1", "Light"), ("2", "Medium"), ("3", "Dark"))
MOST_MISSED = 8
OLDEST_YES = timedelta(days=731)
"""A professional's yes from before two years ago is none."""


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


def _whole_number(label: str, most: int) -> forms.IntegerField:
    """A number from 1 to `most`, or nothing."""
    said = f"Please write a whole number from 1 to {most}."
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), said),
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
    """The screening: a yes or a no to each question of the programme. What was said `before` is only told."""

    def __init__(
        self, questions: Mapping[str, str], before: Mapping[str, bool | None], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, question in questions.items():
            self.fields[name] = field = _choice(question, YES_NO, question)
            if (said := before.get(name)) is not None:
                field.help_text = f"Last time you said: {'yes' if said else 'no'}."


class Asked(Plain):
    """Whether a professional said yes: who, and on which day."""

    asked = _choice(
        "Have you asked a doctor or physical therapist about these exercises?",
        (("yes", "Yes, and they said yes"), ("no", "I have not asked yet")),
        "Please say whether you have asked.",
    )
    said_yes: tuple[str, ...] = ()
    adapt = False
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
        attributes = self.fields["on"].widget.attrs
        attributes["min"], attributes["max"] = (today - OLDEST_YES).isoformat(), today.isoformat()

    def clean(self) -> dict[str, Any]:
        """With a yes, a name and a day of the last two years."""
        answers = super().clean() or {}
        if answers.get("asked") == "yes":
            if "by" not in self.errors and not answers.get("by"):
                self.add_error("by", "Please write who said yes.")
            if "on" not in self.errors and (said := self._wrong_day(answers.get("on"))):
                self.add_error("on", said)
        return answers

    def _wrong_day(self, on: date | None) -> str:
        if on is None:
            return "Please write on which day."
        if on > self._today:
            return "That day is still to come."
        return "That is more than two years ago. Please ask again." if on < self._today - OLDEST_YES else ""


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
    """How the voice guides: pace, counts, and how loud its clicks are."""

    pace = _choice("How slowly do you want to move?", (), "Please choose a pace.")
    counts = _choice("What do you want to hear in a hold?", COUNTS, "Please choose what to hear.")
    clicks = _choice("How loud are the clicks?", CLICKS)

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


class Figure(Plain):
    """Who moves in the pictures."""

    body = _choice("Who moves in the pictures?", (), "Please choose a figure.")
    skin = _choice("Which colour of skin?", SKINS, "Please choose a colour of skin.")

    def __init__(self, bodies: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(body, BODIES.get(body, body)) for body in bodies]


class Reminders(Plain):
    """The days and the hour of the reminder; as many days as the programme asks for."""

    days = forms.MultipleChoiceField(
        label="On which days?",
        choices=tuple(DAYS.items()),
        required=False,
        error_messages={"invalid_choice": "Please choose from these days."},
        widget=forms.CheckboxSelectMultiple,
    )
    at = forms.TimeField(
        label="At what time?",
        input_formats=("%H:%M", "%H:%M:%S"),
        error_messages=dict.fromkeys(("required", "invalid"), "Please write the time like 17:30."),
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}),
    )

    def __init__(self, often: Frequency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._often = often
        self._asks = f"The sheet asks for {say.number(often.least)} to {say.number(often.most)} days a week."

    @property
    def hint(self) -> str:
        """How many days, and why; silent where the problem says it."""
        return "" if "days" in self.errors else self._asks

    def clean_days(self) -> list[str]:
        """Not fewer and not more than the programme asks for."""
        days: list[str] = self.cleaned_data["days"]
        if len(days) < self._often.least:
            least = say.number(self._often.least)
            raise forms.ValidationError(f"Please choose {least} days or more. {self._asks}")
        if len(days) > self._often.most:
            raise forms.ValidationError(f"Please keep a day for rest. {self._asks}")
        return days


class SinceLastTime(Plain):
    """Pain since the last session."""

    pain = _choice("Any pain since last time?", SCALE, "Please choose a number, or “Rather not say”.")


class Consultation(Plain):
    """After a word with a professional: what about, where that is not plain, and what they said."""

    about = _choice("What did you speak about?", (), "Please say what you spoke about.")
    may = _choice(
        "Did they say you may exercise again?",
        (("yes", "Yes"), ("not-yet", "Not yet")),
        "Please say whether you may exercise again.",
    )

    def __init__(self, locked: Mapping[str, str], all_locked: bool, *args: Any, **kwargs: Any) -> None:
        """`locked` names the exercises that wait; `all_locked` when everything waits besides."""
        super().__init__(*args, **kwargs)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        if len(locked) + all_locked > 1:
            field.choices = [*locked.items(), (EVERYTHING, "Everything")]
        else:
            del self.fields["about"]


class Overrides(Plain):
    """A clinician's changes for one exercise. An empty answer leaves things as they are."""

    repetitions = _whole_number("Repetitions in a set", 50)
    max_sets = _whole_number("At most this many sets", 10)
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
    missed = _choice("How many repetitions did you leave out?", ())
    effort = _choice("How hard was it?", SCALE)
    two_more = _choice("Could you have done two more?", YES_NO)

    def __init__(self, done: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["missed"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(str(n), str(n)) for n in range(1, min(done, MOST_MISSED) + 1)]
        field.error_messages["invalid_choice"] = f"Please choose a number from 1 to {min(done, MOST_MISSED)}."


class File(Plain):
    """A history that is brought in."""

    file = forms.FileField(
        label="The file",
        max_length=200,
        allow_empty_file=True,
        error_messages={
            "required": "Please choose a file first.",
            "max_length": "The name of this file is too long. Please give it a shorter one.",
        },
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """A file that is not far beyond any history."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_HISTORY_BYTES:
            raise forms.ValidationError("This file is too large to be a history.")
        return file


class Typed(Plain):
    """Words that are typed again before something is erased; large and small letters are the same."""

    typed = _text("Type it here", 80, missing="Please type the words first.", autocomplete="off")

    def __init__(self, words: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._words = words
        self.fields["typed"].label = f"To erase, type: {words}"

    def clean_typed(self) -> str:
        """The words themselves. Spaces at the ends do not count."""
        typed: str = self.cleaned_data["typed"]
        if " ".join(typed.split()).casefold() != " ".join(self._words.split()).casefold():
            raise forms.ValidationError(f"Nothing was erased. To erase, type: {self._words}")
        return typed


class Code(Plain):
    """The one-time code of a new device, with or without spaces."""

    code = _text("The code", 20, missing="Please write the code.", inputmode="numeric", autocomplete="off")

    def clean_code(self) -> str:
        """Eight digits."""
        digits = re.sub(r"[\s.–-]", "", self.cleaned_data["code"])
        if not re.fullmatch(r"[0-9]{8}", digits):
            raise forms.ValidationError("The code has eight digits.")
        return digits


class NewDevice(Plain):
    """What a new device is called, and which of the persons it may show."""

    name = _text(
        "What is this device called?", 40, missing="Please write a name for this device.", autocomplete="off"
    )
    persons = forms.MultipleChoiceField(
        label="Who exercises with it?",
        choices=(),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Please choose one person or more."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, persons: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        """`persons` are names by id."""
        super().__init__(*args, **kwargs)
        field = self.fields["persons"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = list(persons.items())


class Together:
    """Several forms of one page as one list of problems."""

    def __init__(self, several: Iterable[Plain]) -> None:
        self._several = tuple(several)

    def problems(self) -> list[tuple[str, str]]:
        """The problems of all of them."""
        return [problem for one in self._several for problem in one.problems()]
