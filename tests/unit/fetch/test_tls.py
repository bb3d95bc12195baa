"""https: certificates are verified against the host's name, whatever address was checked."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.errors import Fail, Reason, Retry
from pipeline.fetch import connection, fetch, post_form
from pipeline.models import RawDocument
from pipeline.policy import FetchLimits
from tests.publisher import Publisher

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificates with openssl")


@dataclass(frozen=True)
class Certificate:
    certificate: Path
    key: Path

    @property
    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


def make_certificate(folder: Path, name: str) -> Certificate:
    made = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
            "-keyout", str(made.key), "-out", str(made.certificate),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("tls"), "localhost")


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine trusts the certificate for the length of a test."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.certificate))
    connection._tls.cache_clear()
    yield
    connection._tls.cache_clear()


def limits_for(*hosts: str) -> FetchLimits:
    return FetchLimits(total_seconds=5.0, allowed_addresses=frozenset(hosts))


@pytest.mark.usefixtures("trusted")
def test_a_page_comes_over_a_verified_connection(certificate: Certificate) -> None:
    with Publisher(context=certificate.context) as publisher:
        publisher.add("/", b"text" * 50_000)
        url = publisher.url("/", host="localhost")
        answer = fetch(url, limits=limits_for(f"localhost:{publisher.port}"))
    assert isinstance(answer, RawDocument)
    assert (answer.content, answer.final_url) == (b"text" * 50_000, url)


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name_fails_for_good(certificate: Certificate) -> None:
    with Publisher(context=certificate.context) as publisher:
        publisher.add("/", b"text")
        with pytest.raises(Fail) as caught:
            fetch(publisher.url("/"), limits=limits_for(publisher.address))
        assert publisher.requests == []
    assert caught.value.reason is Reason.TLS_FAILED
    assert "127.0.0.1" in caught.value.detail


def test_a_certificate_that_nobody_vouches_for_fails_for_good(certificate: Certificate) -> None:
    connection._tls.cache_clear()
    with Publisher(context=certificate.context) as publisher:
        with pytest.raises(Fail) as caught:
            fetch(publisher.url("/", host="localhost"), limits=limits_for(f"localhost:{publisher.port}"))
        assert publisher.requests == []
    assert caught.value.reason is Reason.TLS_FAILED
    assert "self" in caught.value.detail


def test_a_server_that_does_not_speak_tls_is_tried_again() -> None:
    with Publisher() as publisher:
        url = publisher.url("/").replace("http:", "https:")
        with pytest.raises(Retry) as caught:
            fetch(url, limits=limits_for(publisher.address))
    assert caught.value.reason in (Reason.TLS_FAILED, Reason.BAD_HTTP)


@pytest.mark.usefixtures("trusted")
def test_a_drip_over_tls_ends_at_the_deadline(certificate: Certificate) -> None:
    with Publisher(context=certificate.context) as publisher:

        def drip(sock: object) -> None:
            assert isinstance(sock, ssl.SSLSocket)
            sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while not publisher.closing.wait(0.1):
                sock.sendall(b"a")

        publisher.raw("/", drip)
        limits = FetchLimits(total_seconds=1.0, allowed_addresses=frozenset({f"localhost:{publisher.port}"}))
        with pytest.raises(Retry) as caught:
            fetch(publisher.url("/", host="localhost"), limits=limits)
    assert caught.value.reason is Reason.TIMEOUT_TOTAL


def test_old_versions_of_tls_are_not_spoken() -> None:
    context = connection._tls()
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.mark.usefixtures("trusted")
def test_a_form_is_not_posted_out_of_https(certificate: Certificate, publisher: Publisher) -> None:
    with Publisher(context=certificate.context) as secure:
        secure.redirect("/hub", publisher.url("/hub"), status=307)
        limits = limits_for(publisher.address, f"localhost:{secure.port}")
        with pytest.raises(Fail, match="from https to http"):
            post_form(secure.url("/hub", host="localhost"), {"hub.secret": "s"}, limits=limits)
    assert publisher.requests == []
