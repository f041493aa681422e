"""Every address."""

from __future__ import annotations

from django.urls import include, path

from strongback.web.pages import (
    after,
    api,
    away,
    away_after,
    devices,
    errors,
    exercise,
    figures,
    hands_free,
    history,
    install,
    pair,
    persons,
    progress,
    reminders,
    report,
    session,
    settings,
    sheet,
    telling,
    today,
    yours,
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
    path("progress/", progress.progress, name="progress"),
    path("history/", history.history, name="history"),
    path("settings/", settings.settings, name="settings"),
    path("settings/health/", settings.health, name="health"),
    path("hands-free/", hands_free.hands_free, name="hands-free"),
    path("settings/physiotherapist/", settings.physiotherapist, name="physiotherapist"),
    path("reminders.ics", reminders.calendar_file, name="reminders"),
    path("reminders/off/", reminders.off, name="reminders-off"),
    path("report/", report.report, name="report"),
    path("report.pdf", report.report_pdf, name="report-pdf"),
    path("yours/", yours.yours, name="yours"),
    path("yours/history.<slug:shape>", yours.download, name="download"),
    path("yours/take-in/", yours.take_in, name="take-in"),
    path("yours/erase/", yours.erase, name="erase"),
    path("about/", telling.about, name="about-of"),
    path("help/", telling.help_page, name="help-of"),
    path("away/ahead.json", away.ahead, name="ahead"),
    path("away/after/", away_after.away_after, name="away-after"),
    path("away/<slug:which>/today/", away.planned_today, name="planned-today"),
    path("away/<slug:which>/session/", away.planned_session, name="planned-session"),
    path("away/<slug:which>/", away.told, name="away-told"),
]

_DRAWN = "figures/<slug:version>/<slug:programme>/<slug:body>/"

urlpatterns = [
    path("", persons.people, name="people"),
    path("welcome/", persons.welcome, name="welcome"),
    path("about/", telling.about, name="about"),
    path("help/", telling.help_page, name="help"),
    path("erase/", yours.erase_everything, name="erase-everything"),
    path("manifest.webmanifest", install.manifest, name="manifest"),
    path("service-worker.js", install.service_worker, name="service-worker"),
    path("away/offline/", install.offline, name="offline"),
    path("pair/", pair.pair, name="pair"),
    path("devices/", devices.list_of, name="devices"),
    path("devices/add/", devices.add, name="device-add"),
    path("devices/<uuid:device_id>/", devices.revoke, name="device-revoke"),
    path("certificate/", devices.certificate, name="certificate"),
    path("certificate/strongback-ca.crt", devices.certificate_file, name="certificate-file"),
    path("people/<uuid:person_id>/", include(_person)),
    path(f"{_DRAWN}<int:skin>/<slug:exercise>/<slug:which>.svg", figures.picture, name="picture"),
    path(f"{_DRAWN}<slug:exercise>/<slug:which>.json", figures.film, name="film"),
]
