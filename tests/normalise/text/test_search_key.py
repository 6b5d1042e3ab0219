import json
import sqlite3
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.text.search_key import (
    NOTHING,
    SEPARATOR,
    exact_key,
    index_text,
    match_query,
    search_key,
    show_text,
)
from tests.shared import SHARED, needs_shared

TOKENIZER = "unicode61 remove_diacritics 2"

texts = st.text(
    alphabet=st.one_of(
        st.sampled_from("aAđĐðếỆ\u0301\u0323 -/\"'.*2年年國国衞⼈豈Ａ９ｂ〇々\u200b_:()“”"),
        st.characters(codec="utf-8", exclude_characters="\0"),
    )
)

KEYS = {
    "Vietnamese": ("Sở Y tế Đắk Lắk", "so y te dak lak"),
    "decomposed": (normalize("NFD", "điều dưỡng"), "dieu duong"),
    "eth for đ": ("Ðà Nẵng, ðường", "da nang, duong"),
    "tone placement": ("hoà hòa", "hoa hoa"),
    "traditional": ("省衞生監督所員會議 瞭解 著名", "省卫生监督所员会议 了解 着名"),
    "full width": ("ＣＯＶＩＤ－１９", "covid－19"),
    "compatibility ideograph and radical": ("\uf900⼈", "岂人"),
    "superscripts and signs stay": ("10² ㎡ ①", "10² ㎡ ①"),
    "other alphabets": ("Ärzte ΑΘΉΝΑ", "arzte αθηνα"),
}


@pytest.mark.parametrize(("text", "expected"), KEYS.values(), ids=KEYS)
def test_key(text: str, expected: str) -> None:
    assert search_key(text) == expected


@given(texts)
def test_key_is_idempotent_and_keeps_offsets(text: str) -> None:
    key = search_key(text)
    assert len(key) == len(normalize("NFC", text))
    assert search_key(key) == key


def test_separators_stand_on_both_sides_of_a_han_character() -> None:
    assert index_text("2022年Ａ") == f"2022{SEPARATOR}年{SEPARATOR}a"
    assert show_text("2022年Ａ") == f"2022{SEPARATOR}年{SEPARATOR}Ａ"


def tokens(*documents: str) -> list[list[str]]:
    """Return what SQLite's own tokenizer makes of each document."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE words USING fts5(body, tokenize='{TOKENIZER}')")
    database.execute("CREATE VIRTUAL TABLE places USING fts5vocab(words, instance)")
    database.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", enumerate(documents))
    rows = database.execute("SELECT doc, term FROM places ORDER BY doc, offset").fetchall()
    found: list[list[str]] = [[] for _ in documents]
    for place, term in rows:
        found[place].append(term)
    return found


@given(texts)
def test_index_and_excerpt_have_the_same_number_of_tokens(text: str) -> None:
    indexed, shown = tokens(index_text(text), show_text(text))
    assert len(indexed) == len(shown)


def test_every_character_counts_alike_in_index_and_excerpt() -> None:
    stretches = [
        " a ".join(chr(code) for code in range(start, start + 64) if code and not 0xD800 <= code < 0xE000)
        for start in range(0, 0x32000, 64)
    ]
    indexed, shown = (tokens(*map(function, stretches)) for function in (index_text, show_text))
    assert list(map(len, indexed)) == list(map(len, shown))


QUERIES = {
    "all terms": ("医改 浙江", '"医 改" "浙 江"'),
    "phrase": ('"Sở Y tế"', '"so y te"'),
    "curly quotes": ("“sở y tế”", '"so y te"'),
    "Latin and Han together": ("H5N1病毒", '"h5n1 病 毒"'),
    "signs inside a term": ("565/TB-SYT", '"565 tb syt"'),
    "operators": ("AND (NOT OR)", '"and" "not" "or"'),
    "column and star": ("title:a*", '"title a"'),
    "open quotation mark": ('sốt "rét', '"sot" "ret"'),
    "underscore": ("a_b", '"a b"'),
    "bullet of a symbol font": ("\uf0b7Nội dung", '"\uf0b7 noi" "dung"'),
    "emoji": ("👍tốt", '"👍 tot"'),
    "other punctuation": ("《通知》，", '"《 通 知 》，"'),
    "empty phrase": ('"" y', '"y"'),
    "only signs": ("* - ？", NOTHING),
    "blank": ("\u3000 ", NOTHING),
    "half of a pair": ("\ud800", NOTHING),
    "zero": ("a\0b", '"a b"'),
}


@pytest.mark.parametrize(("query", "expected"), QUERIES.values(), ids=QUERIES)
def test_query(query: str, expected: str) -> None:
    assert match_query(query) == expected


def collection(documents: dict[int, tuple[str, str]]) -> sqlite3.Connection:
    """Return an index built as the archive's is: folded text in, excerpts from a view of the originals."""
    database = sqlite3.connect(":memory:")
    database.create_function("show_text", 1, show_text, deterministic=True)
    database.executescript(
        f"""
        CREATE TABLE article (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
        CREATE VIEW article_shown AS SELECT id, show_text(title) title, show_text(body) body FROM article;
        CREATE VIRTUAL TABLE article_fts USING fts5(
            title, body, content='article_shown', content_rowid='id', tokenize='{TOKENIZER}'
        );
        """
    )
    for number, (title, body) in documents.items():
        database.execute("INSERT INTO article VALUES (?, ?, ?)", (number, title, body))
        folded = (number, index_text(title), index_text(body))
        database.execute("INSERT INTO article_fts (rowid, title, body) VALUES (?, ?, ?)", folded)
    return database


def found(database: sqlite3.Connection, query: str) -> list[int]:
    sql = "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid"
    return [row[0] for row in database.execute(sql, (match_query(query),))]


def test_search_finds_across_marks_scripts_and_word_boundaries() -> None:
    database = collection(
        {
            1: ("Trạm y tế Đông Triều", "Khám sức khoẻ định kỳ cho 120 người cao tuổi."),
            2: ("縣衛生局通知", "2024年起施行。"),
            3: ("区卫生局培训B超医师", "共12名。\uf0b7Ghi chú🤗xong"),
        }
    )
    assert found(database, "dong trieu") == [1]
    assert found(database, "sức khỏe") == [1]
    assert found(database, '"khỏe sức"') == []
    assert found(database, "衞生") == [2, 3]
    assert found(database, "2024年") == [2]
    assert found(database, "b超") == [3]
    assert found(database, '"ghi chu"') == found(database, "xong") == [3]
    marked = database.execute(
        "SELECT highlight(article_fts, 0, '[', ']') FROM article_fts WHERE article_fts MATCH ?", (match_query("卫生"),)
    ).fetchone()
    assert marked[0].replace(SEPARATOR, "") == "縣[衛生]局通知"


@given(st.text(alphabet=st.one_of(st.sampled_from("\"'*():-^{}+,.~ANDORNEAR 年aế\0"), st.characters())))
def test_no_query_is_an_error(query: str) -> None:
    assert isinstance(found(EMPTY, query), list)


EMPTY = collection({})


@given(texts)
def test_a_text_is_found_by_itself(text: str) -> None:
    database = collection({1: (text, "")})
    [indexed] = tokens(index_text(text))
    query = text.replace('"', " ")
    if match_query(query) != NOTHING and indexed:
        assert found(database, query) == [1]


def test_a_very_long_query_is_no_error() -> None:
    assert found(EMPTY, " ".join(f"tu{number}" for number in range(5000))) == []


def test_exact_key_keeps_marks_only() -> None:
    assert exact_key(" Sức  KHOẺ ") == exact_key(normalize("NFD", "sức khỏe")) == "sức khỏe"


@needs_shared
def test_reference_queries() -> None:
    reference = json.loads((SHARED / "reference/cases/search_queries.json").read_text(encoding="utf-8"))
    database = collection({entry["id"]: (entry["title"], entry["body"]) for entry in reference["documents"]})
    answers = {case["input"]: found(database, case["input"]) for case in reference["cases"]}
    assert answers == {case["input"]: case["expected"] for case in reference["cases"]}
