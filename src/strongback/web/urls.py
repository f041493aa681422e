"""Every address."""

from __future__ import annotations

from django.urls import include, path

from strongback.web.pages import (
    after,
    api,
    errors,
    exercise,
    figures,
    history,
    persons,
    session,
    settings,
    sheet,
    telling,
    today,
)

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.broken

_person = [
    path("", today.today, name="today"),
    path("welcome/<int:step>/", persons.welcome_step, name="welcome-step"),
    path("since-last-time/", today.since_last_time, name="since-last-time"),
    path("offer/", today.offer, name="offer"),
    path("consulted/", today.consulted, name="consulted"),
    path("said-yes/", today.said_yes, name="said-yes"),
    path("finish-here/", today.finish_here, name="finish-here"),
    path("session/", session.session, name="session"),
    path("script/<str:script_id>.json", session.script, name="script"),
    path("draft/", api.draft, name="draft"),
    path("record/", api.record, name="record"),
    path("after/", today.today, name="after-prefix"),
    path("after/<uuid:record_id>/", after.after, name="after"),
    path("exercises/<slug:exercise_id>/", exercise.exercise, name="exercise"),
    path("sheet/", sheet.sheet, name="sheet"),
    path("history/", history.history, name="history"),
    path("settings/", settings.settings, name="settings"),
    path("settings/health/", settings.health, name="health"),
    path("settings/physiotherapist/", settings.physiotherapist, name="physiotherapist"),
    path("about/", telling.about, name="about-of"),
    path("help/", telling.help_page, name="help-of"),
]

_DRAWN = "figures/<slug:version>/<slug:programme>/<slug:body>/"

urlpatterns = [
    path("", persons.people, name="people"),
    path("welcome/", persons.welcome, name="welcome"),
    path("about/", telling.about, name="about"),
    path("help/", telling.help_page, name="help"),
    path("people/<uuid:person_id>/", include(_person)),
    path(f"{_DRAWN}<int:skin>/<slug:exercise>/<slug:which>.svg", figures.picture, name="picture"),
    path(f"{_DRAWN}<slug:exercise>/<slug:which>.json", figures.film, name="film"),
]
