"""The issuer's electronic signature over a printed certificate: PAdES baseline B-B (ETSI EN
319 142-1), invisible, allowing no later change.

Who holds the key is a seam: the setting `CERTIFICATE_SIGNER` names a function without arguments
that gives a pyHanko `Signer`. `from_files` reads a key beside the data; a key in a token (PKCS#11:
`pyhanko.sign.pkcs11.PKCS11Signer`) or a remote service is a function of the city's own.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers, timestamps
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from certificates import issuers
from certificates.finishing import FIELD


class NoSigner(RuntimeError):
    """Nobody can sign here; the message says what is missing."""


def sign(content: bytes) -> bytes:
    """The document with a signature that covers all of it. Signatures are never the same twice:
    what comes back is stored once, and never made again. Raises NoSigner."""
    written: Any = _pdf_signer().sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)))
    return bytes(written.getvalue())


@cache
def _pdf_signer() -> signers.PdfSigner:
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    service = settings.CERTIFICATE_TIMESTAMPS
    stamper = timestamps.HTTPTimeStamper(service) if service else None
    return signers.PdfSigner(meta, signer=signer(), timestamper=stamper)


@cache
def signer() -> signers.Signer:
    """Whoever signs here. Raises NoSigner."""
    made: signers.Signer = import_string(settings.CERTIFICATE_SIGNER)()
    return made


@dataclass(frozen=True)
class Issuer:
    """Whose signature certificates bear here: the name in the certificate of the key, until when
    it is valid, and whether a test issuer made it for itself."""

    name: str
    until: datetime
    test: bool


def issuer() -> Issuer:
    """Raises NoSigner."""
    own = signer().signing_cert
    if own is None:
        raise NoSigner("the signer names no certificate of its own")
    name = str(own.subject.native["common_name"])
    return Issuer(name, own.not_valid_after, name.endswith(issuers.TEST))


def from_files() -> signers.Signer:
    """With the issuer's key and certificates in `ISSUER_ROOT` (see `issuers`). Raises NoSigner."""
    folder = Path(settings.ISSUER_ROOT)
    key, own, chain = (str(folder / name) for name in issuers.FILES)
    if not issuers.there(folder):
        raise NoSigner(
            f"the issuer's key and certificates are not in {folder}: see “The issuer's key” in "
            "docs/operating.md"
        )
    load: Callable[..., signers.Signer | None] = signers.SimpleSigner.load
    loaded = load(key, own, ca_chain_files=[chain])
    if loaded is None:
        raise NoSigner(f"the issuer's key or certificates in {folder} cannot be read")
    return loaded
