"""Sittings at the desk, under /desk/sittings/."""

from django.urls import path

from exams.views import (
    sites,
    sitting_enrol,
    sitting_exams,
    sitting_rooms,
    sitting_seats,
    sitting_sheets,
    sittings,
)

urlpatterns = [
    path("", sittings.sittings, name="sittings"),
    path("new/", sittings.plan, name="sitting_new"),
    path("exams/", sitting_exams.exams, name="exams_by_sitting"),
    path("exams/<int:exam_id>/", sitting_exams.switch, name="exam_by_sitting"),
    path("sites/", sites.sites, name="exam_sites"),
    path("sites/<int:site_id>/", sites.site, name="exam_site"),
    path("sites/<int:site_id>/close/", sites.close_site, name="exam_site_close"),
    path(
        "sites/<int:site_id>/rooms/<int:room_id>/close/", sites.close_room, name="exam_room_close"
    ),
    path("<int:sitting_id>/", sittings.sitting, name="sitting"),
    path("<int:sitting_id>/change/", sittings.replan, name="sitting_change"),
    path("<int:sitting_id>/publish/", sittings.publish, name="sitting_publish"),
    path("<int:sitting_id>/cancel/", sittings.cancel, name="sitting_cancel"),
    path("<int:sitting_id>/make-up/", sitting_enrol.make_up, name="sitting_make_up"),
    path("<int:sitting_id>/people/", sitting_seats.people, name="sitting_people"),
    path("<int:sitting_id>/enrol/", sitting_enrol.enrol, name="sitting_enrol"),
    path("<int:sitting_id>/enrol/places/", sitting_enrol.enrol_places, name="sitting_enrol_places"),
    path("<int:sitting_id>/enrol/named/", sitting_enrol.enrol_named, name="sitting_enrol_named"),
    path(
        "<int:sitting_id>/enrolments/<int:run_id>/",
        sitting_enrol.enrolment,
        name="sitting_enrolment",
    ),
    path("<int:sitting_id>/seats/<int:seat_id>/", sitting_seats.seat, name="sitting_seat"),
    path(
        "<int:sitting_id>/seats/<int:seat_id>/withdraw/",
        sitting_seats.withdraw,
        name="sitting_seat_withdraw",
    ),
    path(
        "<int:sitting_id>/seats/<int:seat_id>/time/",
        sitting_seats.give_time,
        name="sitting_seat_time",
    ),
    path(
        "<int:sitting_id>/seats/<int:seat_id>/move/", sitting_seats.move, name="sitting_seat_move"
    ),
    path("<int:sitting_id>/rooms/", sitting_rooms.rooms, name="sitting_rooms"),
    path("<int:sitting_id>/arrange/", sitting_rooms.arrange, name="sitting_arrange"),
    path("<int:sitting_id>/rooms/<int:room_id>/", sitting_rooms.room, name="sitting_room"),
    path("<int:sitting_id>/sheets/", sitting_sheets.sitting_sheets, name="sitting_sheets"),
    path(
        "<int:sitting_id>/sheets/<slug:kind>-<int:part>.pdf",
        sitting_sheets.sitting_sheet,
        name="sitting_sheet",
    ),
    path(
        "<int:sitting_id>/seats/<int:seat_id>/slip.pdf",
        sitting_sheets.seat_slip,
        name="sitting_seat_slip",
    ),
]
