"""Who holds which post, since when and until when, and what the gate said; append-only.

The database holds the rest of the promise by triggers and exclusion constraints (see the
migrations): a post has one holder at a time, nobody is full-time twice at once, an appointment
rests on its own granted decision, rows are ended and never changed or deleted.
"""

from certificates.roster.models.appointments import Appointment, AppointmentEnding
from certificates.roster.models.appraisals import Appraisal
from certificates.roster.models.assessors import (
    AssessorCases,
    AssessorCorrection,
    AssessorOath,
    AssessorRemoval,
    AssessorTerm,
)
from certificates.roster.models.corrections import AppointmentCorrection, RosterProposal
from certificates.roster.models.decisions import GateDecision
from certificates.roster.models.disputes import DisputeParty, MediatedDispute, RecusalCheck
from certificates.roster.models.panels import ExpertPanel, ExpertPanelMember
from certificates.roster.models.recommendations import Recommendation, RecommendationList
from certificates.roster.models.screenings import Screening
from certificates.roster.models.successions import (
    CLOSED,
    Filing,
    HandOverItem,
    Secondment,
    Succession,
)
from certificates.roster.models.suspensions import DutySuspension

__all__ = [
    "CLOSED",
    "Appointment",
    "AppointmentCorrection",
    "AppointmentEnding",
    "Appraisal",
    "AssessorCases",
    "AssessorCorrection",
    "AssessorOath",
    "AssessorRemoval",
    "AssessorTerm",
    "DisputeParty",
    "DutySuspension",
    "ExpertPanel",
    "ExpertPanelMember",
    "Filing",
    "GateDecision",
    "HandOverItem",
    "MediatedDispute",
    "Recommendation",
    "RecommendationList",
    "RecusalCheck",
    "RosterProposal",
    "Screening",
    "Secondment",
    "Succession",
]
