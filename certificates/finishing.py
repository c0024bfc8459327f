"""What WeasyPrint leaves to be done for PDF/A-3a and PDF/UA-1 in one file: both claims in the
metadata, each attachment named once, the drawn backdrop under the page, and a signature field that
is part of the tagged page, so that signing later adds nothing a reader would stumble over.

ISO 19005-3 (6.6.2, 6.8), ISO 14289-1 (5, 7.1, 7.18); the field is invisible, nothing is ever drawn.
"""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

FIELD = "Signature1"
PRINTED_AND_LOCKED = 132  # annotation flags 3 and 8, ISO 32000-1 table 165
SIGNED_AND_APPENDED = 3  # AcroForm SigFlags, ISO 32000-1 table 219
_CLOSING = b"</rdf:RDF>"
_UA = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
"""


class NotAsKnown(RuntimeError):
    """The document is not built as this WeasyPrint builds it; nothing is printed."""


def finish(content: bytes, backdrop: Pdf, field_words: str) -> bytes:
    """Complete a document of one page that WeasyPrint made as PDF/A-3a; the same comes out for the
    same. `backdrop` is a document whose first page lies under it; `field_words` tell a reader what
    the signature field is, and without them there is none. Raises NotAsKnown."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if len(pdf.pages) != 1:
            raise NotAsKnown(f"a certificate of {len(pdf.pages)} pages")
        _claim_accessible(pdf)
        pdf.Root.AF = Array({one.objgen: one for one in pdf.Root.AF}.values())
        _lay_under(pdf, backdrop)
        if field_words:
            add_field(pdf, field_words)
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


def _claim_accessible(pdf: Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    if packet.count(_CLOSING) != 1:
        raise NotAsKnown("the metadata have no place for the second claim")
    # Without a filter: readers look for it in plain (ISO 19005-3, 6.6.2.1).
    told = pdf.make_stream(packet.replace(_CLOSING, _UA + _CLOSING))
    told.Type, told.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = told


def _lay_under(pdf: Pdf, backdrop: Pdf) -> None:
    """As a form of its own, marked as no content: a reader passes over it."""
    page = pdf.pages[0]
    drawing = pdf.copy_foreign(backdrop.pages[0].as_form_xobject())
    page.add_resource(drawing, Name.XObject, Name.Backdrop)
    page.contents_add(b"/Artifact BMC q /Backdrop Do Q EMC\n", prepend=True)


def with_field(content: bytes, field_words: str) -> bytes:
    """A tagged document of any length that WeasyPrint made, with an empty signature field."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        add_field(pdf, field_words)
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def add_field(pdf: Pdf, words: str) -> None:
    """An empty signature field on the first page: annotation and form field in one, with its
    element in the tree."""
    page, tree = pdf.pages[0].obj, pdf.Root.StructTreeRoot
    document, parents = tree.K[0], tree.ParentTree.Nums
    place = len(parents) // 2
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(FIELD),
            TU=String(words),
            Rect=Array([0, 0, 0, 0]),
            F=PRINTED_AND_LOCKED,
            P=page,
            StructParent=place,
        )
    )
    seen = pdf.make_indirect(Dictionary(Type=Name.OBJR, Obj=field, Pg=page))
    element = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Form, K=Array([seen]), Pg=page, P=document)
    )
    document.K.append(element)
    parents.append(place)
    parents.append(element)
    page.Annots = Array([field])
    form = Dictionary(Fields=Array([field]), SigFlags=SIGNED_AND_APPENDED)
    pdf.Root.AcroForm = pdf.make_indirect(form)
