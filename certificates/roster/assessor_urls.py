"""The addresses below /roster/assessors/."""

from django.urls import path

from certificates.roster.views import (
    assessor_acts,
    assessors,
    recommendations,
    recusals,
    screenings,
)

urlpatterns = [
    path("", assessors.assessors, name="roster_assessors"),
    path("people/<int:person_id>/new/", assessor_acts.mirror, name="roster_assessor_new"),
    path("people/<int:person_id>/screening/", screenings.screen, name="roster_screening"),
    path("terms/<int:term_id>/", assessors.term, name="roster_assessor_term"),
    path("terms/<int:term_id>/oath/", assessor_acts.oath, name="roster_assessor_oath"),
    path("terms/<int:term_id>/cases/", assessor_acts.cases, name="roster_assessor_cases"),
    path("terms/<int:term_id>/remove/", assessor_acts.remove, name="roster_assessor_remove"),
    path("terms/<int:term_id>/correct/", assessor_acts.correct, name="roster_assessor_correct"),
    path("lists/", recommendations.recommendations, name="roster_recommendations"),
    path("lists/new/", recommendations.open_new, name="roster_recommendation_new"),
    path("lists/<int:list_id>/", recommendations.recommendation, name="roster_recommendation"),
    path(
        "lists/<int:list_id>/hand-over/",
        recommendations.hand_over,
        name="roster_recommendation_hand_over",
    ),
    path(
        "lists/<int:list_id>/give-up/",
        recommendations.give_up,
        name="roster_recommendation_give_up",
    ),
    path(
        "lists/<int:list_id>/form.pdf",
        recommendations.print_form,
        name="roster_recommendation_print",
    ),
    path(
        "names/<int:name_id>/outcome/", recommendations.outcome, name="roster_recommended_outcome"
    ),
    path("recusal/", recusals.check, name="roster_recusal"),
    path("disputes/", recusals.disputes, name="roster_disputes"),
    path("disputes/new/", recusals.enter, name="roster_dispute_new"),
    path("disputes/<int:dispute_id>/take-back/", recusals.take_back, name="roster_dispute_back"),
]
