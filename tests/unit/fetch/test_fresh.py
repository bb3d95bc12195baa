"""How long an answer says that it stays fresh."""

from __future__ import annotations

import pytest

from pipeline.fetch import fresh_seconds

DATE = "Tue, 10 Mar 2026 10:00:00 GMT"
LATER = "Tue, 10 Mar 2026 10:30:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=600"}, 600.0),
        ({"cache-control": 'MAX-AGE = "60"'}, 60.0),
        ({"cache-control": "s-maxage=900"}, None),
        ({"cache-control": "max-age=600, no-cache"}, None),
        ({"cache-control": "max-age=" + "9" * 18}, 31_622_400.0),
        ({"cache-control": "max-age=60", "expires": LATER, "date": DATE}, 60.0),
        ({"expires": LATER, "date": DATE}, 1800.0),
        ({"expires": DATE, "date": LATER}, 0.0),
        ({"expires": "0", "date": DATE}, None),
        ({"expires": LATER}, None),
        ({}, None),
    ],
)
def test_max_age_counts_before_expires_and_what_cannot_be_read_counts_for_nothing(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert fresh_seconds(headers) == seconds
