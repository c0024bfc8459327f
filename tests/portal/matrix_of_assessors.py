"""The addresses of the people's assessors in the table of `matrix.py`."""

KEEPERS, SCREENERS = "admin city hr clerk", "admin hr"
LISTS = {
    "roster_assessors": KEEPERS,
    "roster_recusal": KEEPERS,
    "roster_disputes": KEEPERS,
    "roster_dispute_new": KEEPERS,
    "roster_recommendations": SCREENERS,
    "roster_recommendation_new": SCREENERS,
}
_TERM, _LIST = {"term_id": "assessor_term"}, {"list_id": "recommendation_list"}
# Who opens it, how, and which row of a place stands in the address.
ROWS = {
    "roster_assessor_new": (KEEPERS, "get", {"person_id": "person"}),
    "roster_assessor_term": (KEEPERS, "get", _TERM),
    "roster_assessor_oath": (KEEPERS, "get", _TERM),
    "roster_assessor_cases": (KEEPERS, "get", _TERM),
    "roster_assessor_remove": (KEEPERS, "get", _TERM),
    "roster_assessor_correct": (KEEPERS, "get", _TERM),
    "roster_dispute_back": (KEEPERS, "get", {"dispute_id": "dispute"}),
    "roster_screening": (SCREENERS, "get", {"person_id": "person"}),
    "roster_recommendation": (SCREENERS, "get", _LIST),
    "roster_recommendation_hand_over": (SCREENERS, "get", _LIST),
    "roster_recommendation_give_up": (SCREENERS, "get", _LIST),
    "roster_recommendation_print": (SCREENERS, "post", _LIST),
    "roster_recommended_outcome": (SCREENERS, "get", {"name_id": "recommendation"}),
}
