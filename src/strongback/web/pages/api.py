"""What the player sends: drafts while a session goes on, the record when it is over."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from strongback.programme.problem import Problem
from strongback.record.nouns import SessionRecord
from strongback.record.reader import LONGEST_LINE, read_draft, read_record
from strongback.web import clock, entries, erasing, models, standings


class Refused(ValueError):
    """The request cannot be used: the status and the problems to answer with."""

    def __init__(self, status: int, *problems: str) -> None:
        super().__init__(problems)
        self.status = status
        self.problems = problems

    def answer(self) -> JsonResponse:
        """The refusal as JSON."""
        return JsonResponse({"problems": list(self.problems)}, status=self.status)


# A record may wait on a device for weeks, and then no page is there that could hold a token. What keeps other
# sites out: before a browser sends JSON for them it asks here, and is answered with no.
@csrf_exempt
@require_POST
def draft(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """204 when the draft is kept, or its facts are in the history; 409 when the history says otherwise."""
    try:
        person, body = _person(person_id), _body(request)
        found = _found(*read_draft(body, entries.programmes()))
    except Refused as refused:
        return refused.answer()
    if not entries.keep_draft(person, found, clock.now()):
        if entries.continue_with(person, found, clock.now()):
            standings.forget()
            return HttpResponse(status=204)
        if entries.holds(person, found):
            return HttpResponse(status=204)
        return Refused(409, "this session is in the history already; it does not change any more").answer()
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def record(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """After the commit: 201 the first time, 200 the same again or less of it, 409 other content."""
    try:
        person, body = _person(person_id), _body(request)
        found = _found(*read_record(body, entries.programmes()))
    except Refused as refused:
        return refused.answer()
    try:
        kept = entries.keep(person, found)
    except entries.Differs:
        if entries.continue_with(person, found):
            standings.forget()
            return JsonResponse({"record": found.id}, status=201)
        if entries.holds(person, found):
            return JsonResponse({"record": found.id}, status=200)
        said = f"the session record {found.id} is in the history already, with other content"
        return Refused(409, said).answer()
    return JsonResponse({"record": found.id}, status=201 if kept == "new" else 200)


def _person(person_id: UUID) -> models.Person:
    person = models.Person.objects.filter(id=person_id).first()
    if person is None and erasing.was_erased(person_id):
        raise Refused(410, "this person was erased here")
    if person is None:
        raise Refused(404, "there is no such person here")
    return person


def _body(request: HttpRequest) -> bytes:
    if request.content_type != "application/json":
        raise Refused(415, "send application/json")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Refused(403, "records are taken from the pages of this server only")
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > LONGEST_LINE:
        raise Refused(413, f"a session record has at most {LONGEST_LINE} bytes")
    try:
        body = request.body
    except (RequestDataTooBig, UnreadablePostError) as error:
        raise Refused(413, f"a session record has at most {LONGEST_LINE} bytes") from error
    if len(body) > LONGEST_LINE:
        raise Refused(413, f"a session record has at most {LONGEST_LINE} bytes")
    return body


def _found(record: SessionRecord | None, problems: tuple[Problem, ...]) -> SessionRecord:
    if record is None:
        raise Refused(400, *map(str, problems))
    return record
