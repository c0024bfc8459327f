from django.urls import path

from certificates.roster.views import appoint, appointments, board, listing, panels, person, posts

urlpatterns = [
    path("", listing.roster, name="roster"),
    path("export/", listing.roster_export, name="roster_export"),
    path("board/", board.board, name="roster_board"),
    path("board/lacking/", board.lacking, name="roster_board_lacking"),
    path("board/export/", board.board_export, name="roster_board_export"),
    path("board/panels/", panels.panels, name="roster_panels"),
    path("board/panels/new/", panels.panel_new, name="roster_panel_new"),
    path("board/panels/<int:panel_id>/add/", panels.panel_expert, name="roster_panel_expert"),
    path("board/panels/<int:panel_id>/end/", panels.panel_end, name="roster_panel_end"),
    path("board/experts/<int:member_id>/", panels.expert_release, name="roster_expert_release"),
    path("people/<int:person_id>/", person.person, name="roster_person"),
    path("posts/<int:post_id>/", posts.post, name="roster_post"),
    path("appoint/", appoint.appoint, name="roster_appoint"),
    path("appointments/<int:appointment_id>/end/", appointments.end, name="roster_end"),
    path("appointments/<int:appointment_id>/suspend/", appointments.suspend, name="roster_suspend"),
    path("suspensions/<int:suspension_id>/lift/", appointments.lift, name="roster_lift"),
]
