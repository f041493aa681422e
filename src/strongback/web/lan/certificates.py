"""The certificates of the home network: an authority of the household's own, made once, and the server's.

The authority's key lies beside its certificate in one file, so that there are both or none. It may speak only
for names and addresses of homes: whoever stole it could not pass for a bank. Browsers of today heed that.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from strongback.web import home
from strongback.web.lan import addresses

AUTHORITY, FOR_DEVICES, SERVER = "authority.pem", "strongback-ca.crt", "server.pem"
AUTHORITY_DAYS, SERVER_DAYS, RENEWED_DAYS = 3652, 397, 30
HOME_NAMES = ("localhost", "local", "lan", "home", "home.arpa", "internal")
"""Endings that no public site has."""
_SLOW_CLOCK = timedelta(days=1)
_NOT_READ = (ValueError, TypeError, UnsupportedAlgorithm)
Found = TypeVar("Found")


class Unusable(RuntimeError):
    """A certificate cannot be used: which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Served:
    """What the server is handed: two files, the names they are for, and of whom devices are to trust them.

    `authority` is the file for the devices and `fingerprint` its SHA-256; both empty with a certificate that
    the person brought. `told` is for the terminal.
    """

    certificate: Path
    key: Path
    names: tuple[str, ...]
    authority: str = ""
    fingerprint: str = ""
    told: tuple[str, ...] = ()


def own(folder: Path, names: Sequence[str], asked: Sequence[str], now: datetime) -> Served:
    """The household's own, made or renewed in the folder as needed. Raises Unusable or OSError.

    Of the names those are left out that the authority may not speak for, unless they were asked for.
    """
    home.make_private(folder)
    kept, made = _authority(folder / AUTHORITY, asked, now)
    for name in asked:
        if not may_speak_for(kept.certificate, name):
            raise Unusable(
                f"The certificate authority in {folder} may not speak for {name}. Name one that ends in "
                f".local or .home.arpa, hand over a certificate for it with --certificate and --key, or take "
                f"{folder / AUTHORITY} away: a new authority is made for that name too, and every device "
                "has to be given the new certificate."
            )
    served = tuple(name for name in names if may_speak_for(kept.certificate, name))
    renewed = _server(folder / SERVER, kept, served, now)
    for_devices = folder / FOR_DEVICES
    public = kept.certificate.public_bytes(Encoding.PEM)
    if not for_devices.is_file() or for_devices.read_bytes() != public:
        home.write_whole(for_devices, (public,))
    told = [
        *(["A certificate authority of your own was made. It lasts ten years."] if made else []),
        *([f"The server's certificate was {renewed}."] if renewed else []),
    ]
    server = folder / SERVER
    return Served(server, server, served, str(for_devices), fingerprint(kept.certificate), tuple(told))


def brought(certificate: Path, key: Path, asked: Iterable[str], now: datetime) -> Served:
    """A certificate that the person has, checked before anything is served with it. Raises Unusable.

    Names that were asked for come first; it may be for any name below `.example.org`, and says not which.
    """
    fix = "Look at the file: it has to be in PEM, as certificate authorities hand it out."
    chain = _read(certificate, x509.load_pem_x509_certificates, fix)
    private = _read(key, _private, fix)
    first = chain[0]
    if private.public_key() != first.public_key():
        raise Unusable(f"{key} is not the key of {certificate}. Hand over the two that belong together.")
    if not first.not_valid_before_utc <= now <= first.not_valid_after_utc:
        last = first.not_valid_after_utc.date().isoformat()
        raise Unusable(f"{certificate} is not valid now; its last day is {last}. Renew it, or leave it out.")
    exact, below = _divided(names_of(first))
    mine = [one for one in asked if one in exact or f".{one.partition('.')[2]}" in below]
    names = tuple(dict.fromkeys((*mine, *exact)))
    if not names:
        raise Unusable(
            f"{certificate} names no host to open here. Have one made that does (subject alternative name), "
            "or say with STRONGBACK_ALLOWED_HOSTS which of the names below its * this server has."
        )
    return Served(certificate, key, names)


def _divided(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The names as they are, and the endings that any name may stand before."""
    exact: list[str] = []
    below: list[str] = []
    for name in names:
        (below if name.startswith(".") else exact).append(name)
    return exact, below


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 as devices show it: `AB:CD:…`"""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def names_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """The names and addresses a certificate is for; `.example.org` for any name below that one."""
    try:
        said = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    known = [*said.get_values_for_type(x509.DNSName), *said.get_values_for_type(x509.IPAddress)]
    return tuple(str(one).removeprefix("*") for one in known)


def may_speak_for(authority: x509.Certificate, name: str) -> bool:
    """Whether the authority is allowed to certify this name or address."""
    try:
        said = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    except x509.ExtensionNotFound:
        return True  # somebody put an authority of their own there
    allowed = said.permitted_subtrees or []
    if addresses.is_address(name):
        networks = [ipaddress.ip_network(one.value) for one in allowed if isinstance(one, x509.IPAddress)]
        return any(ipaddress.ip_address(name) in network for network in networks)
    ends = [one.value for one in allowed if isinstance(one, x509.DNSName)]
    return any(name == end or name.endswith(f".{end}") for end in ends)


def _authority(file: Path, asked: Iterable[str], now: datetime) -> tuple[Pair, bool]:
    """The authority in that file, and whether it was made now."""
    if not file.exists():
        made = _new_authority(asked, now)
        _write(file, made)
        return made, True
    kept = _pair(file)
    last = kept.certificate.not_valid_after_utc
    if last <= now + timedelta(days=RENEWED_DAYS):
        raise Unusable(
            f"The certificate authority in {file} lasts only until {last.date().isoformat()}. Take that file "
            "away: a new one is made, and every device has to be given the new certificate."
        )
    return kept, False


def _server(file: Path, authority: Pair, names: Sequence[str], now: datetime) -> str:
    """See that the server's certificate is good for these names; says in a word what was done, or nothing."""
    try:
        kept = _pair(file) if file.exists() else None
    except Unusable:
        kept = None  # nothing is lost: the devices trust the authority
    if kept is not None and _is_good(kept.certificate, authority.certificate, names, now):
        return ""
    renewed = file.exists()
    _write(file, _new_server(authority, names, now))
    return "renewed" if renewed else "made"


def _is_good(mine: x509.Certificate, by: x509.Certificate, names: Sequence[str], now: datetime) -> bool:
    try:
        mine.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    left = mine.not_valid_after_utc - now
    begun = mine.not_valid_before_utc <= now
    return begun and left > timedelta(days=RENEWED_DAYS) and set(names_of(mine)) == set(names)


def _new_authority(asked: Iterable[str], now: datetime) -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    machine = [name for name in addresses.names() if not addresses.is_address(name)]
    ends = dict.fromkeys((*HOME_NAMES, *machine, *(one for one in asked if not addresses.is_address(one))))
    networks = [*addresses.HOME, *(ipaddress.ip_network(one) for one in asked if addresses.is_address(one))]
    subject = _called("Strongback at home")
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLOW_CLOCK)
        .not_valid_after(now + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.NameConstraints([*map(x509.DNSName, ends), *map(x509.IPAddress, networks)], None),
            critical=True,
        )
    )
    return Pair(built.sign(key, hashes.SHA256()), key)


def _new_server(by: Pair, names: Sequence[str], now: datetime) -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    begin = now - _SLOW_CLOCK
    end = min(begin + timedelta(days=SERVER_DAYS), by.certificate.not_valid_after_utc)
    alternatives = [
        x509.IPAddress(ipaddress.ip_address(name)) if addresses.is_address(name) else x509.DNSName(name)
        for name in names
    ]
    built = (
        x509.CertificateBuilder()
        .subject_name(_called("Strongback"))
        .issuer_name(by.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()), critical=False
        )
    )
    return Pair(built.sign(by.key, hashes.SHA256()), key)


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _pair(file: Path) -> Pair:
    """A certificate and its key from one file of ours. Raises Unusable."""
    fix = (
        "Put the file back from a backup, or take it away: a new one is made, and every device has to be "
        "given the new certificate."
    )
    certificate = _read(file, x509.load_pem_x509_certificate, fix)
    key = _read(file, _private, fix)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise Unusable(f"{file} holds a key and a certificate that do not belong together. {fix}")
    return Pair(certificate, key)


def _private(text: bytes) -> PrivateKeyTypes:
    return load_pem_private_key(text, None)


def _read(file: Path, how: Callable[[bytes], Found], fix: str) -> Found:
    try:
        return how(file.read_bytes())
    except OSError as error:
        raise Unusable(f"{file} cannot be opened: {error.strerror}. {fix}") from error
    except _NOT_READ as error:
        raise Unusable(f"{file} cannot be read as a certificate or key without a password. {fix}") from error


def _write(file: Path, pair: Pair) -> None:
    """The key first: what looks for a certificate passes over it."""
    key = pair.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    home.write_whole(file, (key, pair.certificate.public_bytes(Encoding.PEM)))
