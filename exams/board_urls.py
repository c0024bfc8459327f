"""The live board of a sitting, under /desk/sittings/."""

from django.urls import path

from exams.views import board, board_acts

urlpatterns = [
    path("<int:sitting_id>/board/", board.board, name="sitting_board"),
    path("<int:sitting_id>/board/rooms/<int:room_id>/", board.room, name="board_room"),
    path("<int:sitting_id>/board/seats/<int:seat_id>/", board_acts.seat, name="board_seat"),
    path("<int:sitting_id>/board/notes/", board.notes, name="board_notes"),
    path("<int:sitting_id>/board/acts/<slug:act>/", board_acts.act, name="board_act"),
]
