"""Items and packages of QTI for the tests."""

import io
import zipfile
from collections.abc import Mapping

V2 = "http://www.imsglobal.org/xsd/imsqti_v2p1"


def item(body: str, *declared: str, after: str = "", said: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><assessmentItem xmlns="{V2}" identifier="i1" title="T" {said}>'
        f"{''.join(declared)}<itemBody>{body}</itemBody>{after}</assessmentItem>"
    ).encode()


def key(*values: str, cardinality: str = "single", name: str = "RESPONSE") -> str:
    said = "".join(f"<value>{value}</value>" for value in values)
    right = f"<correctResponse>{said}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}"'
        f' baseType="identifier">{right}</responseDeclaration>'
    )


def choice(*options: str, most: int = 1, said: str = "", name: str = "RESPONSE") -> str:
    choices = "".join(
        f'<simpleChoice identifier="{letter}">{words}</simpleChoice>'
        for letter, words in zip("ABCDEF", options, strict=False)
    )
    return (
        f'<choiceInteraction responseIdentifier="{name}" maxChoices="{most}" {said}>'
        f"{choices}</choiceInteraction>"
    )


def packed(files: Mapping[str, bytes | str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return content.getvalue()
