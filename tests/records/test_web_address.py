"""Addresses out of files: what none may hold, and how a good one is written where a sign could end it."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.records.web_address import encode, host_of, problem_of, with_ascii_host


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://ok/>)[Login](https://evil/x)", "has a `>`, which no web address may hold: write `%3E` for it"),
        ("https://ok.example/a<b", "has a `<`, which no web address may hold: write `%3C` for it"),
        ('https://ok.example/a"b', 'has a `"`, which no web address may hold: write `%22` for it'),
        ("https://ok.example/a`b", "has a ```, which no web address may hold: write `%60` for it"),
        ("https://ok.example/a\\", "has a `\\`, which no web address may hold: write `%5C` for it"),
        ("https://ok.example\\@evil.example/", "has a `\\`, which no web address may hold: write `%5C` for it"),
        ("https://xinhua.com@evil.com/", "has something before `@`, and a web address has no user name: write what stands behind the `@`"),
        ("https://a:b@evil.com/", "has something before `@`, and a web address has no user name: write what stands behind the `@`"),
        ("https://ok.example/\u202egpj", "has a sign that nobody sees (U+202E): take it out"),
        ("https://ok.example/\u200b", "has a sign that nobody sees (U+200B): take it out"),
        ("https://ok.example/\x7f", "has a sign that nobody sees (U+007F): take it out"),
        ("https://ok.example/\ud800", "has a sign that nobody sees (U+D800): take it out"),
        ("javascript:alert(1)", "is not a web address: it starts with http:// or https:// and has no spaces"),
        ("https://ok.example/a b", "is not a web address: it starts with http:// or https:// and has no spaces"),
        ("https://ok.example/\n", "is not a web address: it starts with http:// or https:// and has no spaces"),
        ("https:\n//ok.example/", "is not a web address: it starts with http:// or https:// and has no spaces"),
        ("https://ok.example:99999/", "is not a web address: it starts with http:// or https:// and has no spaces"),
        ("https://℀.example/", "is not a web address: it starts with http:// or https:// and has no spaces"),
        ("//ok.example/", "is not a web address: it starts with http:// or https:// and has no spaces"),
    ],
)
def test_refused_with_what_would_be_right(address: str, problem: str) -> None:
    assert problem_of(address) == problem
    assert (encode(address), host_of(address)) == ("", "")


@pytest.mark.parametrize("address", ["https://a..b/", "https://a%2eb/", "https://straße.example/", "https://a*b/", "https://(x)/"])
def test_a_host_that_cannot_be(address: str) -> None:
    assert problem_of(address).startswith("has no host that there can be")


@pytest.mark.parametrize(
    ("address", "encoded", "host"),
    [
        ("https://www.example.com/a?b=c#d", "https://www.example.com/a?b=c#d", "example.com"),
        ("http://localhost:8501/api", "http://localhost:8501/api", "localhost:8501"),
        ("https://[::1]:80/x", "https://[::1]:80/x", "[::1]:80"),
        ("https://a.example/x_(y)'[z]", "https://a.example/x_%28y%29%27%5Bz%5D", "a.example"),
        ("https://a.example/100%25?a=1&b=2;c", "https://a.example/100%25?a=1&b=2;c", "a.example"),
        ("https://a.example/中文?q=亿", "https://a.example/%E4%B8%AD%E6%96%87?q=%E4%BA%BF", "a.example"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4", "xn--bcher-kva.example"),
        # A host in letters that only look Latin says so.
        ("https://аpple.example/", "https://xn--pple-43d.example/", "xn--pple-43d.example"),
        ("https://ｗｗｗ.ｅxample.com/", "https://www.example.com/", "example.com"),
        (
            "https://web.archive.org/web/2025/https://a.example/@b",
            "https://web.archive.org/web/2025/https://a.example/@b",
            "web.archive.org",
        ),
    ],
)
def test_encoded_and_host(address: str, encoded: str, host: str) -> None:
    assert problem_of(address) == ""
    assert (encode(address), host_of(address)) == (encoded, host)
    assert urlsplit(with_ascii_host(address)).netloc.isascii()


@given(st.text(), st.text())
def test_what_is_encoded_ends_no_link_and_leads_to_the_same_place(path: str, query: str) -> None:
    address = f"https://a.example/{path}?{query}"
    encoded = encode(address)
    assert bool(encoded) == (not problem_of(address))
    assert not set(encoded) & set("<>()[]{}\\\"'`$*|^ ")
    assert encoded.isascii()
    if encoded:
        assert unquote(encoded).split("?")[0] == unquote(address).split("?")[0]
