"""The issuer's key and certificates as files: which there are, and a test issuer for a city that
has none of its own yet.

`make_test_issuer` founds a certificate authority of its own and forgets its key: nobody trusts it,
and its name says so. For the demo city and for tests, never for a city that issues.
"""

import os
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal import clock

KEY, CERTIFICATE, CHAIN = "issuer-key.pem", "issuer-certificate.pem", "issuer-chain.pem"
FILES = (KEY, CERTIFICATE, CHAIN)
TEST = "（测试 Test）"  # ends the name of a test issuer
LIFE = timedelta(days=3650)
_BEFORE = timedelta(days=1)  # clocks of readers may be behind
_DAY = timedelta(days=1)


def there(folder: Path) -> bool:
    return all((folder / name).is_file() for name in FILES)


def make_test_issuer(folder: Path, organisation: str) -> bool:
    """Key, certificate and root of a test issuer for an organisation, readable by the owner only.
    False where an issuer's files are already."""
    if there(folder):
        return False
    root_key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name = _name("Test CA without legal value / 测试用，无法律效力", organisation)
    own_name = _name(f"{organisation}{TEST}", organisation)
    root = _certificate(root_name, root_name, root_key.public_key(), root_key, authority=True)
    own = _certificate(own_name, root_name, own_key.public_key(), root_key, authority=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = serialization.Encoding.PEM
    private = own_key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for name, content in (
        (CHAIN, root.public_bytes(pem)),
        (CERTIFICATE, own.public_bytes(pem)),
        (KEY, private),
    ):
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    return True


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    by: ec.EllipticCurvePrivateKey,
    *,
    authority: bool,
) -> x509.Certificate:
    now = clock.now()
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + LIFE - _DAY)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
    )
    return builder.sign(by, hashes.SHA256())
