"""Small modules, lessons, commentaries and people for the tests of courses."""

from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from courses.models import (
    CommentaryCitation,
    CommentaryIndexPage,
    CommentaryPage,
    LessonPage,
    ModuleIndexPage,
    ModulePage,
)
from courses.models.commentaries import PARTS
from courses.statutes.importing import Gist, put_gists
from courses.statutes.models import Statute
from courses.statutes.titles import BY_SLUG
from portal.accounts import granting
from portal.accounts.models import User
from portal.people.choices import OrganisationKind, Sex
from portal.people.models import Organisation, Person
from portal.people.organising import found_organisation
from portal.people.recording import register_person

SECRET = "因为水要照老路走"


def committee(name: str = "柳溪村调委会") -> Organisation:
    kind = OrganisationKind.VILLAGE
    return found_organisation(name, name[:4], kind, below=None, actor_id=None)


def learner(organisation: Organisation, name: str = "周桂芳") -> Person:
    day = date(1971, 3, 8)
    return register_person(name, organisation, sex=Sex.FEMALE, birth_date=day, actor_id=None)


def login_of(person: Person, username: str = "guifang") -> User:
    user = granting.create_login(username, "a-long-password", person.name, actor_id=None)
    granting.link_person(user, person, actor_id=None)
    return User.objects.get(pk=user.pk)


def library() -> None:
    gists = [Gist("civil-code", number, "条旨", f"第{number}条的要旨") for number in (288, 290)]
    day = date(2020, 5, 28)
    put_gists(BY_SLUG["civil-code"], gists, adopted_on=day, in_force_on=date(2021, 1, 1))


def module(slug: str = "property", **values: Any) -> ModulePage:
    page = ModulePage(
        **{
            "title": f"模块{slug}",
            "slug": slug,
            "subject": "property",
            "summary": "水、路",
            **values,
        }
    )
    ModuleIndexPage.objects.get().add_child(instance=page)
    return page


def block(kind: str, value: Any, key: str = "") -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"{kind}{key}"))}


def check_block(key: str) -> dict[str, Any]:
    value = {
        "question": f"题目{key}",
        "options": ["拆墙", "留过水洞", "不管"],
        "right": "B",
        "explanation": SECRET,
    }
    return block("check", value, key)


def lesson(parent: ModulePage, slug: str, *, checks: int = 1, **values: Any) -> LessonPage:
    body = [
        block("heading", "案例：老水沟"),
        block("case", {"title": "一场大雨", "text": "<p>王某家进了水。</p>"}),
        block("text", "<p>见《民法典》第二百九十条，也见第二百八十八条。</p>"),
        block("statute", {"statute": "civil-code", "article": "290", "marked": "要旨"}),
        block("statute", {"statute": "civil-code", "article": "9999", "marked": ""}, "gone"),
        block("steps", [{"title": "先看水", "text": "雨后到现场。"}]),
        block("key_points", ["水照老路走。"]),
        *[check_block(f"{slug}{number}") for number in range(checks)],
    ]
    page = LessonPage(
        **{"title": f"课{slug}", "slug": slug, "goal": "会调", "body": body, **values}
    )
    parent.add_child(instance=page)
    fresh: LessonPage = LessonPage.objects.get(pk=page.pk)
    return fresh


WORDS = {
    "dispute_kind": "neighbour",
    "keywords": "排水 院墙",
    "author": "刘志远",
    "court": "示例市人民法院",
    "key_holding": "水照老路走。",
    "say": "“留条路。”",
    "issues": "要不要拆墙？\n谁来赔？",
    "dos": "看水",
    "donts": "只劝一方",
    **dict.fromkeys(PARTS, "<p>见《民法典》第二百九十条。</p>"),
}


def commentary(slug: str, *, number: int = 290, **values: Any) -> CommentaryPage:
    page = CommentaryPage(**{"title": f"案例{slug}", "slug": slug, **WORDS, **values})
    statute = Statute.objects.get(slug="civil-code")
    page.citations = [CommentaryCitation(statute=statute, number=number)]
    CommentaryIndexPage.objects.get().add_child(instance=page)
    return page
