from django.urls import path

from certificates.roster.views import (
    appoint,
    appointments,
    changes,
    endings,
    filings,
    listing,
    papers,
    person,
    posts,
    proposals,
)

urlpatterns = [
    path("", listing.roster, name="roster"),
    path("export/", listing.roster_export, name="roster_export"),
    path("people/<int:person_id>/", person.person, name="roster_person"),
    path("posts/<int:post_id>/", posts.post, name="roster_post"),
    path("appoint/", appoint.appoint, name="roster_appoint"),
    path("appointments/<int:appointment_id>/end/", appointments.end, name="roster_end"),
    path("appointments/<int:appointment_id>/suspend/", appointments.suspend, name="roster_suspend"),
    path("appointments/<int:appointment_id>/renew/", changes.renew, name="roster_renew"),
    path("appointments/<int:appointment_id>/second/", changes.second, name="roster_second"),
    path("appointments/<int:appointment_id>/correct/", changes.correct, name="roster_correct"),
    path("appointments/<int:appointment_id>/strike/", changes.strike, name="roster_strike"),
    path("endings/<int:ending_id>/", endings.ending, name="roster_ending"),
    path("endings/<int:ending_id>/hand-over/", endings.hand_over, name="roster_hand_over"),
    path("endings/<int:ending_id>/close/", endings.close_post, name="roster_close_post"),
    path("handed-over/<int:item_id>/", endings.received, name="roster_received"),
    path("filings/", filings.filings, name="roster_filings"),
    path("proposals/", proposals.proposals, name="roster_proposals"),
    path("proposals/<int:proposal_id>/<slug:verb>/", proposals.act, name="roster_proposal"),
    path("suspensions/<int:suspension_id>/lift/", appointments.lift, name="roster_lift"),
    path(
        "papers/appointments/<int:appointment_id>/letter.pdf", papers.letter, name="roster_letter"
    ),
    path("papers/endings/<int:ending_id>/record.pdf", papers.record, name="roster_ending_paper"),
    path("papers/filings/<str:kind>.pdf", papers.filing, name="roster_filing_paper"),
]
