"""What can go wrong with a document, and what follows.

    StageError
      Retry    not now: the document waits and is tried again
      Reject   not ours: the input is what it is, and it is not an article
      Fail     never: it should have been an article, and cannot be had

The class says what to do, the `Reason` why. Anything else that a stage raises is a bug or an outage: it is not caught,
the lease runs out, and the document comes back.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a document or a source is where it is; the closed list that `ingest` stores.

    A reason is added here, in `sql/migrations` and in the data dictionary, never made up on the spot.
    """

    # fetch: the network
    BAD_URL = "bad_url"
    BLOCKED_SCHEME = "blocked_scheme"
    BLOCKED_ADDRESS = "blocked_address"
    BLOCKED_PORT = "blocked_port"
    DNS_FAILED = "dns_failed"
    CONNECT_FAILED = "connect_failed"
    TLS_FAILED = "tls_failed"
    TIMEOUT_TOTAL = "timeout_total"
    BAD_HTTP = "bad_http"
    BAD_REDIRECT = "bad_redirect"
    REDIRECT_LIMIT = "redirect_limit"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    EMPTY_BODY = "empty_body"
    BAD_ENCODING = "bad_encoding"
    UNSUPPORTED_ENCODING = "unsupported_encoding"
    NOT_FOUND = "not_found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    HTTP_CLIENT_ERROR = "http_client_error"
    HTTP_SERVER_ERROR = "http_server_error"
    HOST_BUSY = "host_busy"
    # fetch: files
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not_a_file"
    OUTSIDE_ROOT = "outside_root"
    CHANGED_WHILE_READING = "changed_while_reading"
    # parse
    NO_ENTRIES = "no_entries"
    NOT_A_FEED = "not_a_feed"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    NO_CONTENT = "no_content"
    NOT_AN_ARTICLE = "not_an_article"
    PARSE_ERROR = "parse_error"
    # enrich
    NO_MODEL = "no_model"
    # same as another
    SAME_URL = "same_url"
    SAME_TEXT = "same_text"
    SAME_URL_PENDING = "same_url_pending"
    LISTED_AS_SOURCE = "listed_as_source"
    # the machine
    OUT_OF_MEMORY = "out_of_memory"
    TIME_LIMIT = "time_limit"
    WORKER_LOST = "worker_lost"
    DATABASE_UNAVAILABLE = "database_unavailable"
    GAVE_UP = "gave_up"
    REMOVED = "removed"


class StageError(Exception):
    """The base of the three. `detail` is one line for people: what was wrong, where; it never holds a secret."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        self.detail = detail


class Retry(StageError):
    """Try again later. `after_seconds` is what the other side asked for (Retry-After, already clamped), if it did.

    `counts` is False where the attempt says nothing about the document (an outage, a busy host): it is given back.
    """

    def __init__(
        self, reason: Reason, detail: str = "", *, after_seconds: float | None = None, counts: bool = True
    ) -> None:
        super().__init__(reason, detail)
        self.after_seconds = after_seconds
        self.counts = counts


class Reject(StageError):
    """This is not an article and never will be: noise, an error page, a list."""


class Fail(StageError):
    """This should have been an article, and there is no way to it."""
