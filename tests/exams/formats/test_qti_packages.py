import hashlib
import io
import zipfile

import pytest

from exams.formats import qti
from exams.formats.entries import Unreadable
from tests.exams.formats.items import choice, item, key, packed
from tests.exams.formats.making import PNG

DIGEST = hashlib.sha256(PNG).hexdigest()


def test_a_package_with_manifest_folders_pictures_and_a_shared_stimulus() -> None:
    manifest = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>
      <resource identifier="r2" type="imsqti_item_xmlv2p2" href="items/two/b.xml">
        <metadata><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><educational><difficulty><value>difficult</value>
        </difficulty></educational><classification><taxonPath><taxon><entry><string>law</string></entry></taxon>
        </taxonPath></classification></lom></metadata><file href="items/two/b.xml"/></resource>
      <resource identifier="r1" type="imsqti_item_xmlv2p2" href="items/a.xml"/>
      <resource identifier="r3" type="imsqti_item_xmlv2p2" href="items/gone.xml"/>
    </resources></manifest>"""
    shared = '<assessmentStimulusRef identifier="S" href="../../texts/s.xml"/>'
    stimulus = (
        "<assessmentStimulus><stimulusBody><p>The story.</p>"
        '<img src="img/p.png" alt="map"/></stimulusBody></assessmentStimulus>'
    )
    body = f"<p>Who?</p>{choice('x', 'y')}"
    contents = qti.read(
        packed(
            {
                "imsmanifest.xml": manifest,
                "items/a.xml": item('<p><img src="../img/q.png" alt="q"/></p>' + body, key("A")),
                "items/two/b.xml": item(body, key("B"), shared),
                "texts/s.xml": stimulus,
                "texts/img/p.png": PNG,
                "img/q.png": PNG,
                "imsqti_v2p2.xsd": "<schema/>",
            }
        )
    )
    assert [entry.place.part for entry in contents.entries] == ["items/two/b.xml", "items/a.xml"]
    second, first = contents.entries
    assert second.wording.stem == f"The story.\n![map](sha256:{DIGEST})\nWho?"
    assert (second.subject, second.wording.difficulty) == ("law", "hard")
    assert first.wording.stem == f"![q](sha256:{DIGEST})\nWho?"
    assert first.pictures == {DIGEST: PNG}
    assert [(note.code, note.facts["detail"]) for note in contents.refused] == [
        ("missing", "items/gone.xml")
    ]


def test_a_package_without_a_manifest_brings_every_item() -> None:
    files = {
        "a/1.xml": item(choice("x", "y"), key("A")),
        "b/2.xml": item(choice("x", "y"), key("B")),
    }
    contents = qti.read(packed({**files, "notes.xml": "<notes/>", "bad.xml": "<bad"}))
    assert [entry.wording.key for entry in contents.entries] == ["A", "B"]
    assert [(note.code, note.place.part) for note in contents.notes] == [("broken", "bad.xml")]


def test_a_stimulus_that_is_not_there_is_missing() -> None:
    shared = '<assessmentStimulusRef identifier="S" href="../../../etc/passwd"/>'
    contents = qti.read(packed({"i/a.xml": item(choice("x", "y"), key("A"), shared)}))
    assert [note.code for note in contents.refused] == ["missing"]


def test_hostile_packages_are_refused_whole() -> None:
    climbing = packed({"../a.xml": item(choice("x", "y"), key("A"))})
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.xml", b"<assessmentItem>" + b" " * 12_000_000)
    entity = packed(
        {"a.xml": b'<!DOCTYPE a [<!ENTITY e "x">]><assessmentItem>&e;</assessmentItem>'}
    )
    for hostile, code in [
        (climbing, "unsafe"),
        (content.getvalue(), "unpacked"),
        (entity, "unsafe"),
    ]:
        with pytest.raises(Unreadable) as told:
            qti.read(hostile)
        assert told.value.code == code


def test_what_looks_like_qti() -> None:
    assert qti.looks_like(item("<p/>")) is True
    assert qti.looks_like(b"<!-- <quiz> --><questestinterop/>") is True
    assert qti.looks_like(packed({"x/a.xml": item("<p/>")})) is True
    assert qti.looks_like(packed({"imsmanifest.xml": "<manifest/>"})) is True
    assert qti.looks_like(packed({"[Content_Types].xml": "<Types/>", "a.xml": "<a/>"})) is False
    assert qti.looks_like(b"<quiz/>") is False
    assert qti.looks_like(b"PK broken") is False
