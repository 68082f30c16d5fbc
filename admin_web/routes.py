"""All addresses of the admin page: how, where, by what, for whom. Nothing else can be reached."""

from typing import NamedTuple

from aiohttp import web

from admin_web import files
from admin_web.access import Handler, Permission, guarded
from admin_web.pages import (
    account,
    exports,
    house_rules,
    journal,
    links,
    overview,
    own_chat,
    posters,
    sign_in,
    staff,
)
from admin_web.pages.answers import receipt, results
from admin_web.pages.answers import texts as answer_texts
from admin_web.pages.broadcasts import (
    attaching,
    broadcast,
    correcting,
    sending,
    steering,
    taking_back,
    trying,
    writing,
)
from admin_web.pages.broadcasts import calendar as broadcast_calendar
from admin_web.pages.broadcasts import listing as broadcasts
from admin_web.pages.broadcasts import preview as broadcast_preview
from admin_web.pages.events import cancelling, door, series, series_release, signups
from admin_web.pages.events import creating as event_creating
from admin_web.pages.events import listing as events
from admin_web.pages.events import preview as event_preview
from admin_web.pages.events import publishing as event_publishing
from admin_web.pages.events import texts as event_texts
from admin_web.pages.events import workbench as event_workbench
from admin_web.pages.guidelines import (
    comment,
    comments,
    deciding,
    downloads,
    erasing,
    section_form,
    sections,
    synopsis,
)
from admin_web.pages.guidelines import creating as guideline_creating
from admin_web.pages.guidelines import listing as guidelines
from admin_web.pages.guidelines import order as section_order
from admin_web.pages.guidelines import preview as guideline_preview
from admin_web.pages.guidelines import publishing as guideline_publishing
from admin_web.pages.guidelines import texts as guideline_texts
from admin_web.pages.guidelines import workbench as guideline_workbench
from admin_web.pages.moderation import comment as moderated
from admin_web.pages.moderation import objections, queue, rulings
from admin_web.pages.surveys import creating, listing, order, preview, publishing, questions, texts, workbench

FILES, ANYBODY, SIGNED_IN = Permission.FILES, Permission.ANYBODY, Permission.SIGNED_IN
REPAIR, JOURNAL, STAFF = Permission.REPAIR, Permission.JOURNAL, Permission.STAFF
EDIT, ANSWERS, EXPORT, ERASE = Permission.EDIT, Permission.ANSWERS, Permission.EXPORT, Permission.ERASE
DECIDE, MODERATE = Permission.DECIDE, Permission.MODERATE
BROADCAST, APPROVE = Permission.BROADCAST, Permission.APPROVE

SURVEY = "/surveys/{slug:[a-z0-9-]{1,40}}"
GUIDELINE = "/guidelines/{slug:[a-z0-9-]{1,40}}"
WRITE = f"{GUIDELINE}/edit"
SECTION = f"{WRITE}/sections/{{number:[0-9]{{1,3}}}}"
EVENT = "/events/{slug:[a-z0-9-]{1,40}}"
COMMENT = "/moderation/{id:[0-9]{1,15}}"
ANNOUNCEMENT = "/broadcasts/{id:[0-9]{1,15}}"
RULE = "/house-rules/{id:[0-9]{1,15}}"
KEY = "{key:[a-z0-9_]{1,31}}"
QUESTION = f"{SURVEY}/questions/{KEY}"


class Route(NamedTuple):
    """One address under /admin; all four must be said."""

    method: str
    path: str
    handler: Handler
    permission: Permission


ROUTES = (
    # Style sheets and pictures
    Route("GET", "/static/{name}", files.send, FILES),
    # Coming in and going
    Route("GET", "/sign-in", sign_in.show, ANYBODY),
    Route("POST", "/sign-in", sign_in.sign_in, ANYBODY),
    Route("POST", "/sign-out", sign_in.sign_out, SIGNED_IN),
    Route("GET", "/link/{token}", links.show, ANYBODY),
    Route("POST", "/link/{token}", links.use, ANYBODY),
    # Overview, and what is stuck
    Route("GET", "", overview.show, SIGNED_IN),
    Route("GET", "/", overview.go_home, SIGNED_IN),
    Route("POST", "/inbox/{id:[0-9]{1,15}}/again", overview.hear_again, REPAIR),
    # One's own account
    Route("GET", "/account", account.show, SIGNED_IN),
    Route("POST", "/account/password", account.change_password, SIGNED_IN),
    Route("POST", "/account/sessions/end", account.end_session, SIGNED_IN),
    Route("POST", "/account/sessions/end-all", account.end_sessions, SIGNED_IN),
    Route("POST", "/account/chat", own_chat.make_code, BROADCAST),
    Route("GET", "/account/chat/{form_key:[A-Za-z0-9_-]{16,64}}", own_chat.show_code, BROADCAST),
    Route("POST", "/account/chat/unlink", own_chat.unlink, BROADCAST),
    # Colleagues
    Route("GET", "/staff", staff.show, STAFF),
    Route("POST", "/staff/invite", staff.invite, STAFF),
    Route("POST", "/staff/withdraw", staff.withdraw, STAFF),
    Route("GET", "/staff/link/{form_key:[A-Za-z0-9_-]{16,64}}", staff.show_link, STAFF),
    Route("GET", "/staff/{id:[0-9]{1,15}}", staff.show_member, STAFF),
    Route("POST", "/staff/{id:[0-9]{1,15}}/role", staff.change_role, STAFF),
    Route("POST", "/staff/{id:[0-9]{1,15}}/deactivate", staff.deactivate, STAFF),
    Route("POST", "/staff/{id:[0-9]{1,15}}/activate", staff.activate, STAFF),
    Route("POST", "/staff/{id:[0-9]{1,15}}/password-link", staff.make_password_link, STAFF),
    # Surveys; no slug holds an underscore
    Route("GET", "/surveys", listing.show, ANSWERS),
    Route("GET", "/surveys/_new", creating.show, EDIT),
    Route("POST", "/surveys/_new", creating.create, EDIT),
    Route("GET", SURVEY, workbench.show, EDIT),
    Route("GET", f"{SURVEY}/texts", texts.show, EDIT),
    Route("POST", f"{SURVEY}/texts", texts.change, EDIT),
    Route("GET", f"{SURVEY}/new-question", questions.show_new, EDIT),
    Route("POST", f"{SURVEY}/new-question", questions.add, EDIT),
    Route("GET", QUESTION, questions.show, EDIT),
    Route("POST", QUESTION, questions.change, EDIT),
    Route("POST", f"{QUESTION}/up", order.move_up, EDIT),
    Route("POST", f"{QUESTION}/down", order.move_down, EDIT),
    Route("GET", f"{QUESTION}/remove", order.show_removal, EDIT),
    Route("POST", f"{QUESTION}/remove", order.remove, EDIT),
    Route("GET", f"{SURVEY}/preview", preview.show, EDIT),
    Route("POST", f"{SURVEY}/preview", preview.go_on, EDIT),
    Route("GET", f"{SURVEY}/publish", publishing.show, EDIT),
    Route("POST", f"{SURVEY}/publish", publishing.publish, EDIT),
    Route("POST", f"{SURVEY}/close", publishing.close, EDIT),
    Route("POST", f"{SURVEY}/reopen", publishing.reopen, EDIT),
    Route("GET", f"{SURVEY}/discard", publishing.show_discard, EDIT),
    Route("POST", f"{SURVEY}/discard", publishing.discard, EDIT),
    # Answers, and files of them
    Route("GET", f"{SURVEY}/answers", results.show, ANSWERS),
    Route("GET", f"{SURVEY}/answers/{KEY}", answer_texts.show, ANSWERS),
    Route("GET", f"{SURVEY}/receipt", receipt.show, ANSWERS),
    Route("GET", f"{SURVEY}/receipt/erase", receipt.show_erasure, ERASE),
    Route("POST", f"{SURVEY}/receipt/erase", receipt.erase, ERASE),
    Route("GET", f"{SURVEY}/export/{{format:csv|json}}", exports.download, EXPORT),
    # Writing guidelines
    Route("GET", "/guidelines/_new", guideline_creating.show, EDIT),
    Route("POST", "/guidelines/_new", guideline_creating.create, EDIT),
    Route("GET", WRITE, guideline_workbench.show, EDIT),
    Route("GET", f"{WRITE}/texts", guideline_texts.show, EDIT),
    Route("POST", f"{WRITE}/texts", guideline_texts.change, EDIT),
    Route("GET", f"{WRITE}/new-section", section_form.show_new, EDIT),
    Route("POST", f"{WRITE}/new-section", section_form.add, EDIT),
    Route("GET", SECTION, section_form.show, EDIT),
    Route("POST", SECTION, section_form.change, EDIT),
    Route("POST", f"{SECTION}/up", section_order.move_up, EDIT),
    Route("POST", f"{SECTION}/down", section_order.move_down, EDIT),
    Route("GET", f"{SECTION}/remove", section_order.show_removal, EDIT),
    Route("POST", f"{SECTION}/remove", section_order.remove, EDIT),
    Route("GET", f"{WRITE}/preview", guideline_preview.show, EDIT),
    Route("POST", f"{WRITE}/preview", guideline_preview.go_on, EDIT),
    Route("GET", f"{WRITE}/publish", guideline_publishing.show, EDIT),
    Route("POST", f"{WRITE}/publish", guideline_publishing.publish, EDIT),
    Route("POST", f"{WRITE}/close", guideline_publishing.close, EDIT),
    Route("POST", f"{WRITE}/reopen", guideline_publishing.reopen, EDIT),
    Route("GET", f"{WRITE}/discard", guideline_publishing.show_discard, EDIT),
    Route("POST", f"{WRITE}/discard", guideline_publishing.discard, EDIT),
    # What people say on guidelines
    Route("GET", "/guidelines", guidelines.show, ANSWERS),
    Route("GET", GUIDELINE, sections.show, ANSWERS),
    Route("GET", f"{GUIDELINE}/comments", comments.show, ANSWERS),
    Route("GET", f"{GUIDELINE}/comments/{{id:[0-9]{{1,15}}}}", comment.show, ANSWERS),
    Route("GET", f"{GUIDELINE}/comments/{{id:[0-9]{{1,15}}}}/erase", erasing.show, ERASE),
    Route("POST", f"{GUIDELINE}/comments/{{id:[0-9]{{1,15}}}}/erase", erasing.erase, ERASE),
    Route("GET", f"{GUIDELINE}/synopsis", synopsis.show, ANSWERS),
    Route("GET", f"{GUIDELINE}/export/synopsis/xlsx", downloads.download_synopsis, EXPORT),
    Route("GET", f"{GUIDELINE}/comments/decide", deciding.show, DECIDE),
    Route("POST", f"{GUIDELINE}/comments/decide", deciding.answer, DECIDE),
    Route(
        "GET",
        f"{GUIDELINE}/export/{{what:sections|comments}}/{{format:csv|json}}",
        downloads.download,
        EXPORT,
    ),
    # Events
    Route("GET", "/events", events.show, ANSWERS),
    Route("GET", "/events/_new", event_creating.show, EDIT),
    Route("POST", "/events/_new", event_creating.create, EDIT),
    Route("GET", "/events/_series/{slug:[a-z0-9-]{1,40}}", series_release.show, EDIT),
    Route("POST", "/events/_series/{slug:[a-z0-9-]{1,40}}", series_release.publish, EDIT),
    Route("GET", EVENT, event_workbench.show, EDIT),
    Route("GET", f"{EVENT}/texts", event_texts.show, EDIT),
    Route("POST", f"{EVENT}/texts", event_texts.change, EDIT),
    Route("GET", f"{EVENT}/preview", event_preview.show, EDIT),
    Route("POST", f"{EVENT}/preview", event_preview.go_on, EDIT),
    Route("GET", f"{EVENT}/publish", event_publishing.show, EDIT),
    Route("POST", f"{EVENT}/publish", event_publishing.publish, EDIT),
    Route("GET", f"{EVENT}/cancel", cancelling.show_cancel, EDIT),
    Route("POST", f"{EVENT}/cancel", cancelling.cancel, EDIT),
    Route("GET", f"{EVENT}/reinstate", cancelling.show_reinstate, EDIT),
    Route("POST", f"{EVENT}/reinstate", cancelling.reinstate, EDIT),
    Route("GET", f"{EVENT}/discard", event_publishing.show_discard, EDIT),
    Route("POST", f"{EVENT}/discard", event_publishing.discard, EDIT),
    Route("GET", f"{EVENT}/series", series.show, EDIT),
    Route("POST", f"{EVENT}/series", series.make, EDIT),
    Route("GET", f"{EVENT}/signups", signups.show, ANSWERS),
    Route("GET", f"{EVENT}/signups/export/{{format:csv|json}}", signups.download, EXPORT),
    Route("GET", f"{EVENT}/door", door.show, ANSWERS),
    Route("POST", f"{EVENT}/door", door.make_code, EDIT),
    Route("POST", f"{EVENT}/door/renew", door.renew_code, EDIT),
    # Announcements: written, looked at, sent, followed
    Route("GET", "/broadcasts", broadcasts.show, ANSWERS),
    Route("GET", "/broadcasts/calendar", broadcast_calendar.show, ANSWERS),
    Route("GET", "/broadcasts/_new", writing.show_new, BROADCAST),
    Route("POST", "/broadcasts/_new", writing.create, BROADCAST),
    Route("GET", ANNOUNCEMENT, broadcast.show, ANSWERS),
    Route("GET", f"{ANNOUNCEMENT}/preview", broadcast_preview.show, ANSWERS),
    Route("GET", f"{ANNOUNCEMENT}/file", attaching.send, ANSWERS),
    Route("GET", f"{ANNOUNCEMENT}/edit", writing.show, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/edit", writing.change, BROADCAST),
    Route("GET", f"{ANNOUNCEMENT}/attachment", attaching.show, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/attachment", attaching.attach, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/attachment/remove", attaching.remove, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/test", trying.send, BROADCAST),
    Route("GET", f"{ANNOUNCEMENT}/send", sending.show, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/send", sending.send, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/approve", sending.approve, APPROVE),
    Route("POST", f"{ANNOUNCEMENT}/recall", taking_back.recall, BROADCAST),
    Route("GET", f"{ANNOUNCEMENT}/withdraw", taking_back.show, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/withdraw", taking_back.withdraw, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/copy", writing.copy, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/stop", steering.stop, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/continue", steering.proceed, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/end", steering.end, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/again", steering.send_again, BROADCAST),
    Route("GET", f"{ANNOUNCEMENT}/correct", correcting.show, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/correct", correcting.correct, BROADCAST),
    Route("POST", f"{ANNOUNCEMENT}/correct/approve", correcting.agree, APPROVE),
    Route("POST", f"{ANNOUNCEMENT}/correct/drop", correcting.drop, BROADCAST),
    # Moderation, and the rules it names
    Route("GET", "/moderation", queue.show, MODERATE),
    Route("POST", "/moderation/release", queue.release_several, MODERATE),
    Route("POST", "/moderation/undo", rulings.undo_several, MODERATE),
    Route("GET", "/moderation/objections", objections.show, MODERATE),
    Route("GET", "/moderation/log", objections.show_log, MODERATE),
    Route("GET", COMMENT, moderated.show, MODERATE),
    Route("POST", f"{COMMENT}/release", rulings.release, MODERATE),
    Route("POST", f"{COMMENT}/hide", rulings.hide, MODERATE),
    Route("POST", f"{COMMENT}/undo", rulings.undo, MODERATE),
    Route("POST", f"{COMMENT}/objection", rulings.decide, MODERATE),
    Route("GET", "/house-rules", house_rules.show, MODERATE),
    Route("POST", "/house-rules", house_rules.add, MODERATE),
    Route("GET", RULE, house_rules.show_rule, MODERATE),
    Route("POST", RULE, house_rules.change, MODERATE),
    Route("POST", f"{RULE}/up", house_rules.move_up, MODERATE),
    Route("POST", f"{RULE}/down", house_rules.move_down, MODERATE),
    Route("POST", f"{RULE}/withdraw", house_rules.withdraw, MODERATE),
    Route("POST", f"{RULE}/restore", house_rules.restore, MODERATE),
    # Posters of everything that has a link
    Route("GET", "/posters", posters.show, SIGNED_IN),
    # Journal
    Route("GET", "/journal", journal.show, JOURNAL),
)


WITH_FILE = frozenset({attaching.attach})
"""Whose forms bring a file along."""


def add_routes(app: web.Application) -> None:
    """Opens all addresses, each behind its guard."""
    for method, path, handler, permission in ROUTES:
        app.router.add_route(method, path, guarded(handler, permission, with_file=handler in WITH_FILE))
