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
    BAD_URL = "bad_url"  # what was announced cannot be read as a URL
    BLOCKED_SCHEME = "blocked_scheme"  # another scheme than https, http and file
    BLOCKED_ADDRESS = "blocked_address"  # a private, loopback or special address that no setting opens
    BLOCKED_PORT = "blocked_port"  # a port that no setting opens
    DNS_FAILED = "dns_failed"  # the host name has no address
    CONNECT_FAILED = "connect_failed"  # nobody answers at the address
    TLS_FAILED = "tls_failed"  # no secure connection: a wrong certificate or an old protocol
    TIMEOUT_TOTAL = "timeout_total"  # the time for the whole fetch ran out
    BAD_HTTP = "bad_http"  # the answer breaks the protocol
    BAD_REDIRECT = "bad_redirect"  # a redirect leads nowhere
    REDIRECT_LIMIT = "redirect_limit"  # too many redirects in a row
    TOO_LARGE = "too_large"  # more bytes, characters or tags than the limits allow
    TRUNCATED = "truncated"  # the answer ended before its end
    EMPTY_BODY = "empty_body"  # an answer without a body
    BAD_ENCODING = "bad_encoding"  # the bytes cannot be decoded
    UNSUPPORTED_ENCODING = "unsupported_encoding"  # the body comes in a coding that was not asked for
    NOT_FOUND = "not_found"  # 404, or no such file
    GONE = "gone"  # 410: removed for good
    FORBIDDEN = "forbidden"  # 401, 403 or 451
    RATE_LIMITED = "rate_limited"  # 429, or 503 with a Retry-After: the host asks for patience
    HTTP_CLIENT_ERROR = "http_client_error"  # another status from 400 to 499
    HTTP_SERVER_ERROR = "http_server_error"  # a status from 500 on
    ROBOTS = "robots"  # the host's robots.txt forbids it
    ROBOTS_UNREACHABLE = "robots_unreachable"  # the host's robots.txt cannot be had, so nothing may be fetched yet
    OPTED_OUT = "opted_out"  # the publisher reserves the page against text and data mining
    HOST_SLOT = "host_slot"  # waits for its turn at the host
    # fetch: files
    UNREADABLE = "unreadable"  # the file may not be read
    NOT_A_FILE = "not_a_file"  # a link, pipe, device or directory where a file should be
    OUTSIDE_ROOT = "outside_root"  # a path that climbs out of its folder
    CHANGED_WHILE_READING = "changed_while_reading"  # the file changed while it was read
    ENCRYPTED = "encrypted"  # a file or an archive's member that needs a password
    ARCHIVE_BOMB = "archive_bomb"  # an archive that unpacks to far more than it is, or reads its bytes twice
    NESTED_TOO_DEEP = "nested_too_deep"  # an archive within more archives than are opened
    DUPLICATE_NAME = "duplicate_name"  # a second member of the same name
    BROKEN_ENTRY = "broken_entry"  # a line, message or member that cannot be read; its neighbours can
    # parse
    NO_ENTRIES = "no_entries"  # a folder or file lists nothing, or a list nothing that can be read
    NOT_A_FEED = "not_a_feed"  # what should list entries cannot be read as a list
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"  # neither text nor a page
    NO_CONTENT = "no_content"  # no text that could be an article
    NOT_AN_ARTICLE = "not_an_article"  # an error page, a list, a wall: not an article
    PARSE_ERROR = "parse_error"  # the parser gave up on the bytes
    # same as another
    SAME_URL = "same_url"  # another document is the same page
    SAME_TEXT = "same_text"  # another article has the same words
    SAME_URL_PENDING = "same_url_pending"  # waits for another document of the same page
    LISTED_AS_SOURCE = "listed_as_source"  # stood for a source that lists entries of its own now
    # operators
    FORGOTTEN = "forgotten"  # erased for good, and kept from coming back
    # the machine
    OUT_OF_MEMORY = "out_of_memory"  # the stage ran into the memory limit
    TIME_LIMIT = "time_limit"  # the stage ran into the time limit
    WORKER_LOST = "worker_lost"  # the worker fell silent; tried again
    GAVE_UP = "gave_up"  # tried as often as is allowed


class StageError(Exception):
    """The base of the three. `detail` is one line for people: what was wrong, where; it never holds a secret.

    `target` is the redirect's target that said so, '' where it is what was asked for.
    """

    target = ""

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
