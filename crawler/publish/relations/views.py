"""The SQL views of relations between papers: what is exported, what papers say of others, and what is wanted."""

from crawler.publish.days import published_day

RELATION_EXPORTS = {
    "relations_named": """
        SELECT r.id, r.article, a.site, a.url, a.title, a.document_number, a.issued_on, a.sort_date, r.version,
               r.attachment, r.type, r.number, r.number_key, r.named_title, r.raw, r.day, r.clause, r.issuer,
               r.sentence, r.rule, r.confidence, r.target, t.site AS target_site, t.url AS target_url,
               t.title AS target_title, a.first_seen
        FROM relations AS r JOIN articles AS a ON a.id = r.article LEFT JOIN articles AS t ON t.id = r.target
    """,
}
"""One flat row for each document that a text names, with both ends."""

RELATION_VIEWS = {
    # what other papers say of an article's force; drafts and plans apart
    "said_of_papers": """
        SELECT r.target AS article, r.type, r.article AS by_article, r.clause, r.sentence, r.day, r.said_on,
               coalesce(p.state = 'draft', 0) AS is_draft
        FROM relations AS r LEFT JOIN paper_status AS p ON p.article = r.article
        WHERE r.target IS NOT NULL AND r.type IN ('repeals', 'replaces', 'amends')
    """,
    # a number that papers name and no article bears; a provincial number without its year is told apart by its day
    "wanted_papers": """
        SELECT r.number_key, min(r.number) AS number, max(r.named_title) AS named_title, min(r.day) AS day,
               count(DISTINCT r.article) AS papers, count(DISTINCT r.site) AS offices,
               min(r.said_on) AS first_named, max(r.said_on) AS last_named
        FROM relations AS r WHERE r.number IS NOT NULL AND r.target IS NULL
        GROUP BY r.number_key, CASE WHEN r.number GLOB '*[0-9]/[A-Z]*' THEN r.day END
    """,
    # who published a text first and who followed; ``group_id`` is the group of `same_text`
    "text_diffusion": f"""
        SELECT d.group_id, d.article, d.site, s.province, s.province_code, d.day, d.title, d.url,
               d.first_article, f.site AS first_site,
               CAST(julianday(d.day) - julianday({published_day("f")}) AS INTEGER) AS days_after,
               row_number() OVER (PARTITION BY d.group_id ORDER BY d.day IS NULL, d.day, d.article) AS place
        FROM (SELECT g.group_id, g.article, a.site, {published_day("a")} AS day, a.title, a.url,
                     first_value(g.article) OVER (
                         PARTITION BY g.group_id ORDER BY {published_day("a")} IS NULL, a.sort_date, g.article)
                         AS first_article
              FROM same_text AS g JOIN articles AS a ON a.id = g.article) AS d
        JOIN articles AS f ON f.id = d.first_article LEFT JOIN sites AS s ON s.id = d.site
    """,
}
"""What the pages and canned queries ask."""

RELATION_PAGE_VIEWS = {
    # each number that papers name, held or not
    "cited_papers": """
        SELECT number_key, min(number) AS number, max(named_title) AS named_title, min(day) AS day,
               max(issuer) AS issuer, count(DISTINCT article) AS papers, count(DISTINCT site) AS offices,
               min(said_on) AS first_named, max(said_on) AS last_named, count(target) AS joined, max(target) AS held_as
        FROM relations WHERE number_key IS NOT NULL GROUP BY number_key
    """,
    # a text that several articles carry
    "text_groups": f"""
        SELECT g.group_id, count(*) AS copies, count(DISTINCT a.site) AS offices,
               min({published_day("a")}) AS first_day, max({published_day("a")}) AS last_day
        FROM same_text AS g JOIN articles AS a ON a.id = g.article GROUP BY g.group_id
    """,
    "relation_counts": "SELECT type, count(*) AS relations, count(target) AS joined FROM relations GROUP BY type",
}
"""What the pages count; a snapshot makes tables of them."""
