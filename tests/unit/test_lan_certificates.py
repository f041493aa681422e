"""The certificates of the home network, judged by OpenSSL as a device would judge them."""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from strongback.web.lan import addresses, certificates
from strongback.web.lan.certificates import AUTHORITY, FOR_DEVICES, SERVER, Served, Unusable, brought, own

NOW = datetime.now(UTC)
NAMES = ("192.168.1.5", "kitchen.local", "localhost", "127.0.0.1", "::1")


def made(
    folder: Path, names: tuple[str, ...] = NAMES, now: datetime = NOW, asked: tuple[str, ...] = ()
) -> Served:
    return own(folder, names, asked, now)


def read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def handshake(certificate: Path, key: Path, authority: Path, name: str) -> None:
    """A whole TLS handshake in memory. Raises ssl.SSLCertVerificationError where a device would warn."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    client = ssl.create_default_context(cafile=str(authority))
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = server.wrap_bio(there, back, server_side=True)
    theirs = client.wrap_bio(back, there, server_hostname=name)
    open_ends = [theirs, ours]
    for _ in range(10):
        for end in list(open_ends):
            try:
                end.do_handshake()
                open_ends.remove(end)
            except ssl.SSLWantReadError:
                pass
    assert open_ends == []


@pytest.mark.parametrize("name", NAMES)
def test_a_device_that_was_given_the_authority_trusts_every_name_of_the_server(
    tmp_path: Path, name: str
) -> None:
    served = made(tmp_path)
    handshake(served.certificate, served.key, tmp_path / FOR_DEVICES, name)


def test_a_device_warns_of_a_name_that_is_not_in_the_certificate(tmp_path: Path) -> None:
    served = made(tmp_path)
    for name in ("192.168.1.6", "other.local"):
        with pytest.raises(ssl.SSLCertVerificationError):
            handshake(served.certificate, served.key, tmp_path / FOR_DEVICES, name)


@pytest.mark.parametrize(
    "name", ["bank.example", "local.example", "93.184.215.14", "notlocal", "2606:2800::1"]
)
def test_whoever_stole_the_authority_could_not_pass_for_a_public_site(tmp_path: Path, name: str) -> None:
    made(tmp_path)
    stolen = certificates._pair(tmp_path / AUTHORITY)
    assert not certificates.may_speak_for(stolen.certificate, name)
    forged = certificates._new_server(stolen, (name,), NOW)
    certificates._write(tmp_path / "forged.pem", forged)
    with pytest.raises(ssl.SSLCertVerificationError, match=r"permitted subtree violation"):
        handshake(tmp_path / "forged.pem", tmp_path / "forged.pem", tmp_path / FOR_DEVICES, name)


def test_the_authority_lasts_ten_years_and_makes_no_further_ones(tmp_path: Path) -> None:
    made(tmp_path)
    authority = read(tmp_path / FOR_DEVICES)
    assert authority.not_valid_after_utc - NOW > timedelta(days=3650)
    basic = authority.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert ipaddress.ip_network("192.168.0.0/16") in [
        one.value for one in limits.value.permitted_subtrees or ()
    ]


def test_the_servers_certificate_lasts_at_most_397_days(tmp_path: Path) -> None:
    served = made(tmp_path)
    mine = read(served.certificate)
    assert mine.not_valid_after_utc - mine.not_valid_before_utc <= timedelta(days=397)
    assert mine.not_valid_after_utc - NOW > timedelta(days=390)
    usage = mine.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]
    assert set(certificates.names_of(mine)) == set(NAMES)


def test_keys_are_for_their_owner_only_and_what_devices_get_holds_none(tmp_path: Path) -> None:
    made(tmp_path / "lan")
    assert (tmp_path / "lan").stat().st_mode & 0o777 == 0o700
    for name in (AUTHORITY, SERVER):
        assert (tmp_path / "lan" / name).stat().st_mode & 0o777 == 0o600
        assert b"PRIVATE KEY" in (tmp_path / "lan" / name).read_bytes()
    assert b"PRIVATE" not in (tmp_path / "lan" / FOR_DEVICES).read_bytes()
    assert {path.name for path in (tmp_path / "lan").iterdir()} == {AUTHORITY, SERVER, FOR_DEVICES}


def test_the_fingerprint_is_that_of_the_file_for_devices(tmp_path: Path) -> None:
    served = made(tmp_path)
    der = ssl.PEM_cert_to_DER_cert((tmp_path / FOR_DEVICES).read_text())
    assert served.fingerprint.replace(":", "").lower() == hashlib.sha256(der).hexdigest()
    assert served.authority == str(tmp_path / FOR_DEVICES)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_nothing_changes_at_the_next_start(tmp_path: Path) -> None:
    first = made(tmp_path)
    before = content(tmp_path)
    assert len(first.told) == 2
    assert made(tmp_path, now=NOW + timedelta(days=300)).told == ()
    assert content(tmp_path) == before


@pytest.mark.parametrize(
    ("names", "later"),
    [(("192.168.1.9", *NAMES[1:]), 0), (NAMES[1:], 0), (NAMES, 367), (NAMES, 800)],
    ids=["another address", "an address less", "29 days left", "run out"],
)
def test_the_servers_certificate_is_renewed_and_devices_need_nothing_new(
    tmp_path: Path, names: tuple[str, ...], later: int
) -> None:
    made(tmp_path)
    before = content(tmp_path)
    served = made(tmp_path, names, NOW + timedelta(days=later))
    after = content(tmp_path)
    assert served.told == ("The server's certificate was renewed.",)
    assert after[SERVER] != before[SERVER]
    assert (after[AUTHORITY], after[FOR_DEVICES]) == (before[AUTHORITY], before[FOR_DEVICES])
    assert set(served.names) == set(names)


def test_a_clock_that_was_wrong_when_it_was_made_makes_a_new_one(tmp_path: Path) -> None:
    made(tmp_path, now=NOW)
    assert made(tmp_path, now=NOW - timedelta(days=30)).told == ("The server's certificate was renewed.",)


@pytest.mark.parametrize(
    "damage", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_damaged_authority_is_told_with_its_fix_and_left_alone(tmp_path: Path, damage: bytes) -> None:
    made(tmp_path)
    (tmp_path / AUTHORITY).write_bytes(damage)
    with pytest.raises(Unusable, match="take it away") as told:
        made(tmp_path)
    assert str(tmp_path / AUTHORITY) in str(told.value)
    assert (tmp_path / AUTHORITY).read_bytes() == damage


def test_an_authority_whose_key_is_anothers_or_missing_is_told(tmp_path: Path) -> None:
    made(tmp_path / "one")
    made(tmp_path / "two")
    text = (tmp_path / "one" / AUTHORITY).read_bytes()
    begin = text.index(b"-----BEGIN CERTIFICATE")
    other = (tmp_path / "two" / FOR_DEVICES).read_bytes()
    (tmp_path / "one" / AUTHORITY).write_bytes(text[:begin] + other)
    with pytest.raises(Unusable, match="do not belong together"):
        made(tmp_path / "one")
    (tmp_path / "one" / AUTHORITY).write_bytes(text[begin:])
    with pytest.raises(Unusable, match="cannot be read"):
        made(tmp_path / "one")


def test_an_authority_that_runs_out_is_told_and_not_replaced_in_silence(tmp_path: Path) -> None:
    made(tmp_path)
    with pytest.raises(Unusable, match="lasts only until"):
        made(tmp_path, now=NOW + timedelta(days=3640))


@pytest.mark.parametrize("damage", [b"", b"nonsense"])
def test_a_damaged_certificate_of_the_server_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    made(tmp_path)
    (tmp_path / SERVER).write_bytes(damage)
    served = made(tmp_path)
    handshake(served.certificate, served.key, tmp_path / FOR_DEVICES, "kitchen.local")


def test_with_a_new_authority_the_server_gets_a_new_certificate_too(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / AUTHORITY).unlink()
    served = made(tmp_path)
    handshake(served.certificate, served.key, tmp_path / FOR_DEVICES, "kitchen.local")


def test_a_name_that_was_asked_for_is_in_a_new_authority_and_refused_by_an_older_one(tmp_path: Path) -> None:
    asked = ("kitchen.fritz.box",)
    served = made(tmp_path / "new", (*asked, *NAMES), asked=asked)
    assert served.names[0] == "kitchen.fritz.box"
    handshake(served.certificate, served.key, tmp_path / "new" / FOR_DEVICES, "kitchen.fritz.box")
    made(tmp_path / "old")
    with pytest.raises(Unusable, match=r"may not speak for kitchen\.fritz\.box"):
        made(tmp_path / "old", (*asked, *NAMES), asked=asked)


def test_a_public_address_of_the_machine_is_left_out(tmp_path: Path) -> None:
    served = made(tmp_path, ("93.184.215.14", *NAMES))
    assert set(served.names) == set(NAMES)


def divided(folder: Path) -> tuple[Path, Path]:
    """A certificate and a key in two files, as a person would have them."""
    made(folder)
    text = (folder / SERVER).read_bytes()
    begin = text.index(b"-----BEGIN CERTIFICATE")
    (folder / "mine.crt").write_bytes(text[begin:])
    (folder / "mine.key").write_bytes(text[:begin])
    return folder / "mine.crt", folder / "mine.key"


def test_a_certificate_that_the_person_has_is_taken_with_its_names(tmp_path: Path) -> None:
    certificate, key = divided(tmp_path)
    served = brought(certificate, key, (), NOW)
    assert (served.certificate, served.key) == (certificate, key)
    assert set(served.names) == set(NAMES)
    assert (served.authority, served.fingerprint) == ("", "")


def test_what_is_wrong_with_a_certificate_is_told_before_anything_is_served(tmp_path: Path) -> None:
    certificate, key = divided(tmp_path / "one")
    _, other = divided(tmp_path / "two")
    locked = tmp_path / "locked.key"
    private = load_pem_private_key(key.read_bytes(), None)
    locked.write_bytes(
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
    )
    for first, second, when, said in (
        (certificate, other, NOW, "is not the key of"),
        (certificate, key, NOW + timedelta(days=500), "is not valid now"),
        (certificate, locked, NOW, "without a password"),
        (key, key, NOW, "cannot be read"),
        (tmp_path / "nowhere", key, NOW, "cannot be opened"),
    ):
        with pytest.raises(Unusable, match=said):
            brought(first, second, (), when)


# addresses


def test_the_names_of_this_machine_are_whole_and_each_once() -> None:
    found = addresses.names(("kitchen.fritz.box",))
    assert found[0] == "kitchen.fritz.box"
    assert {"localhost", "127.0.0.1", "::1"} <= set(found)
    assert len(found) == len(set(found))
    for one in addresses.at_home():
        assert not ipaddress.ip_address(one).is_loopback
        assert not ipaddress.ip_address(one).is_global


def test_an_address_is_written_as_a_browser_reads_it() -> None:
    assert addresses.url("192.168.1.5", 8443) == "https://192.168.1.5:8443/"
    assert addresses.url("fd00::5", 8443) == "https://[fd00::5]:8443/"
    assert addresses.url("kitchen.local", 443) == "https://kitchen.local:443/"
