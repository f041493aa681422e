"""Numbers as an author writes them."""

from __future__ import annotations

import pytest

from strongback.programme.units import read_decimal, read_duration, read_whole, read_with_unit, write_duration


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("10 s", 10_000),
        ("1.5 s", 1_500),
        ("500 ms", 500),
        ("30 min", 1_800_000),
        ("0.5 min", 30_000),
        ("0 s", 0),
    ],
)
def test_a_duration_has_a_number_and_a_unit(text: str, ms: int) -> None:
    assert read_duration(text) == ms


@pytest.mark.parametrize(
    "text",
    [
        "10",
        "10s",
        "10  s",
        "-1 s",
        "+1 s",
        "1,5 s",
        "10 S",
        "10 h",
        "1.0005 s",
        "0.5 ms",
        "٣ s",
        " 1 s",
        "1 s ",
        "",
    ],
)
def test_what_is_no_whole_millisecond_with_a_unit_is_no_duration(text: str) -> None:
    assert read_duration(text) is None


def test_a_duration_is_written_in_the_largest_unit_that_stays_whole() -> None:
    assert [write_duration(ms) for ms in (500, 1_500, 2_000, 60_000, 90_000, 120_000)] == [
        "500 ms",
        "1500 ms",
        "2 s",
        "60 s",
        "90 s",
        "2 min",
    ]


@pytest.mark.parametrize("text", ["true", "1.0", "-1", "0x10", "1_000", "1e3", "", "٣", "1" * 10])
def test_only_digits_are_a_whole_number(text: str) -> None:
    assert read_whole(text) is None


def test_a_plain_number_may_have_a_point() -> None:
    assert [read_decimal(text) for text in ("1", "1.5", ".5", "nan", "inf", "1e3")] == [
        1,
        1.5,
        None,
        None,
        None,
        None,
    ]


def test_loads_days_and_shares_need_their_unit() -> None:
    assert read_with_unit("250 g", "g") == 250
    assert read_with_unit("14 days", "days") == 14
    assert read_with_unit("1 day", "days") == 1
    assert read_with_unit("50 %", "%") == 50
    assert [read_with_unit(text, "g") for text in ("250", "250g", "g", "1.5 g", "250 kg", "2 50 g")] == [
        None
    ] * 6
    assert read_with_unit("2 day", "days") is None
