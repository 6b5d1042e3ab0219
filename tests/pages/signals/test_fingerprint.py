"""The look of a page, and how much of it two runs share."""

from crawler.pages.signals.fingerprint import SIZE, common_fingerprint, fingerprint_of, signature_of, similarity

OLD = b'<body><div class="wrap"><table width="100%"><tr><td class="tin">Mot</td></tr></table></div></body>'
SAME = b'<body><div class="wrap"><table width="90%"><tr><td class="tin">Hai <b>ba</b></td></tr></table></div></body>'
NEW = b'<body><main id="app"><section class="grid"><article class="card">Mot</article></section></main></body>'


def test_words_do_not_change_the_look() -> None:
    assert fingerprint_of(OLD) <= fingerprint_of(SAME)


def test_numbers_in_names_do_not_change_the_look() -> None:
    assert fingerprint_of(b'<div id="post-71" class="a1b2c3d4e5">') == fingerprint_of(
        b'<div id="post-9834" class="ffeeddccbb">'
    )


def test_redesign_changes_the_look() -> None:
    old, same, new = (signature_of(fingerprint_of(page)) for page in (OLD, SAME, NEW))
    assert similarity(old, same) > 0.8
    assert similarity(old, new) < 0.4


def test_common_look_leaves_out_what_one_article_brings() -> None:
    looks = [fingerprint_of(OLD), fingerprint_of(OLD), fingerprint_of(OLD + b'<video class="x">')]
    assert common_fingerprint(looks) == fingerprint_of(OLD)


def test_estimate_from_sketches_is_near_the_truth() -> None:
    one, other = frozenset(range(0, 4_000_000, 1000)), frozenset(range(2_000_000, 6_000_000, 1000))
    truth = len(one & other) / len(one | other)
    mixed_one = frozenset((n * 2654435761) % 2**32 for n in one)
    mixed_other = frozenset((n * 2654435761) % 2**32 for n in other)
    assert len(signature_of(mixed_one)) == SIZE
    assert abs(similarity(signature_of(mixed_one), signature_of(mixed_other)) - truth) < 0.12


def test_pages_without_markup_are_alike() -> None:
    assert similarity(signature_of(fingerprint_of(b"plain")), signature_of(fingerprint_of(b""))) == 1.0
