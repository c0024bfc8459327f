"""Organisations, people, posts, candidacies."""

from portal.people.models.candidacies import Candidacy, CandidacyStep
from portal.people.models.imports import (
    IMPORTERS,
    ImportMemory,
    ImportRow,
    ImportRun,
    let_bring,
    roles_of,
)
from portal.people.models.organisations import ContactJudge, Organisation, OrganisationChange
from portal.people.models.persons import (
    KEEPERS,
    READERS,
    REVEALERS,
    Person,
    Portrait,
    Reveal,
    SuspectedDouble,
    Transfer,
)
from portal.people.models.posts import Post, PostProvision
from portal.people.models.requests import ANSWERERS, PrivacyRequest

__all__ = [
    "ANSWERERS",
    "IMPORTERS",
    "KEEPERS",
    "READERS",
    "REVEALERS",
    "Candidacy",
    "CandidacyStep",
    "ContactJudge",
    "ImportMemory",
    "ImportRow",
    "ImportRun",
    "Organisation",
    "OrganisationChange",
    "Person",
    "Portrait",
    "Post",
    "PostProvision",
    "PrivacyRequest",
    "Reveal",
    "SuspectedDouble",
    "Transfer",
    "let_bring",
    "roles_of",
]
