"""The SQL of the self-propagation index: what is counted, and which rows that is.

`PEOPLE_AND_LINKS` names the sets that counting and evidence share, so that they cannot disagree. Its parameters are
`space`, `since` and `until` (the first instant of the 28 days and the first after them). Everything is as it stood at
`until`: a link counts as paid for if an order that it was credited with had earned by then. Who a visitor is, is asked
only of the visitors of these days (`met`), each by an index: the history of a space grows, its 28 days do not.
"""

PEOPLE_AND_LINKS = """
WITH RECURSIVE
left_out AS MATERIALIZED (
    SELECT member_id FROM core_staff WHERE space_id = %(space)s AND since < %(until)s
    UNION
    SELECT subject_id FROM (
        SELECT DISTINCT ON (subject_id) subject_id, name FROM core_fact
        WHERE space_id = %(space)s AND name IN ('MemberBanned', 'BanLifted') AND at < %(until)s
        ORDER BY subject_id, at DESC, id DESC
    ) said WHERE name = 'MemberBanned'
),
met AS MATERIALIZED (
    SELECT visitor FROM core_footprint
    WHERE space_id = %(space)s AND name = 'view' AND at >= %(since)s AND at < %(until)s
    UNION
    SELECT visitor FROM sharing_touch WHERE space_id = %(space)s AND at >= %(since)s AND at < %(until)s
    UNION
    SELECT a.visitor FROM sharing_sharelink l
    JOIN community_admission a ON a.space_id = %(space)s AND a.member_id = l.sharer_id AND a.visitor IS NOT NULL
    WHERE l.space_id = %(space)s AND l.made_at >= %(since)s AND l.made_at < %(until)s
    UNION
    SELECT o.visitor FROM sharing_sharelink l
    JOIN mall_order o ON o.space_id = %(space)s AND o.buyer_id = l.sharer_id AND o.visitor IS NOT NULL
    WHERE l.space_id = %(space)s AND l.made_at >= %(since)s AND l.made_at < %(until)s
),
known AS MATERIALIZED (
    SELECT met.visitor, first.member_id FROM met CROSS JOIN LATERAL (
        SELECT member_id FROM (
            (SELECT member_id, at FROM community_admission
             WHERE space_id = %(space)s AND visitor = met.visitor AND at < %(until)s ORDER BY at LIMIT 1)
            UNION ALL
            (SELECT buyer_id, placed_at FROM mall_order
             WHERE space_id = %(space)s AND visitor = met.visitor AND placed_at < %(until)s ORDER BY placed_at LIMIT 1)
            UNION ALL
            (SELECT member_id, at FROM core_footprint
             WHERE space_id = %(space)s AND visitor = met.visitor AND name = 'view' AND at >= %(since)s
                AND at < %(until)s AND member_id IS NOT NULL ORDER BY at LIMIT 1)
            UNION ALL
            (SELECT member_id, at FROM sharing_touch
             WHERE space_id = %(space)s AND visitor = met.visitor AND at >= %(since)s AND at < %(until)s
                AND member_id IS NOT NULL ORDER BY at LIMIT 1)
        ) said ORDER BY at LIMIT 1
    ) first
),
earned AS MATERIALIZED (
    SELECT DISTINCT a.link_id FROM sharing_commission c
    JOIN sharing_attribution a ON a.space_id = c.space_id AND a.id = c.attribution_id
    WHERE c.space_id = %(space)s AND c.made_at < %(until)s AND a.link_id IS NOT NULL
),
links AS (
    SELECT l.id, l.sharer_id, l.content, l.parent_id, l.made_at, e.link_id IS NOT NULL AS has_earned
    FROM sharing_sharelink l LEFT JOIN earned e ON e.link_id = l.id
    WHERE l.space_id = %(space)s AND l.made_at < %(until)s
        AND NOT EXISTS (SELECT FROM left_out o WHERE o.member_id = l.sharer_id)
),
organic AS MATERIALIZED (SELECT * FROM links WHERE NOT has_earned),
chain AS (
    SELECT id AS link_id, sharer_id, parent_id FROM organic WHERE made_at >= %(since)s
    UNION
    SELECT c.link_id, p.sharer_id, p.parent_id FROM chain c
    JOIN sharing_sharelink p ON p.space_id = %(space)s AND p.id = c.parent_id
),
depths AS (
    SELECT link_id, count(DISTINCT sharer_id) AS depth FROM chain
    WHERE NOT EXISTS (SELECT FROM left_out o WHERE o.member_id = chain.sharer_id) GROUP BY link_id
),
shares AS MATERIALIZED (
    SELECT o.id, o.sharer_id, o.content, o.made_at, d.depth, coalesce((
        SELECT p.rate_bp > 0 FROM sharing_plan p WHERE p.space_id = %(space)s AND p.from_at <= o.made_at
        ORDER BY p.from_at DESC, p.number DESC LIMIT 1
    ), false) AS could_earn
    FROM organic o JOIN depths d ON d.link_id = o.id
),
visits AS MATERIALIZED (
    SELECT t.id, t.link_id, o.content, o.sharer_id, coalesce(t.member_id, k.member_id, t.visitor) AS person,
        coalesce(t.member_id, k.member_id) AS member_id, t.at
    FROM sharing_touch t JOIN organic o ON o.id = t.link_id LEFT JOIN known k ON k.visitor = t.visitor
    WHERE t.space_id = %(space)s AND t.at >= %(since)s AND t.at < %(until)s
        AND coalesce(t.member_id, k.member_id, t.visitor) <> o.sharer_id
        AND NOT EXISTS (SELECT FROM left_out x WHERE x.member_id = coalesce(t.member_id, k.member_id))
),
joins AS MATERIALIZED (
    SELECT s.id, s.member_id, s.content, o.id AS link_id, o.sharer_id, s.joined_at
    FROM sharing_source s LEFT JOIN organic o ON o.id = s.link_id
    WHERE s.space_id = %(space)s AND s.joined_at >= %(since)s AND s.joined_at < %(until)s
        AND NOT EXISTS (SELECT FROM left_out x WHERE x.member_id = s.member_id)
),
"""

FIRSTS = """
firsts AS MATERIALIZED (
    SELECT sharer_id, content, min(made_at) AS made_at FROM organic
    WHERE sharer_id IN (SELECT sharer_id FROM shares)
    GROUP BY GROUPING SETS ((sharer_id, content), (sharer_id)) HAVING min(made_at) >= %(since)s
),
came AS (
    SELECT t.member_id AS person, t.link_id, t.at FROM sharing_touch t
    WHERE t.space_id = %(space)s AND t.member_id IN (SELECT sharer_id FROM firsts)
    UNION ALL
    SELECT k.member_id, t.link_id, t.at FROM known k
    JOIN sharing_touch t ON t.space_id = %(space)s AND t.visitor = k.visitor AND t.member_id IS NULL
    WHERE k.member_id IN (SELECT sharer_id FROM firsts)
),
cycles AS (
    SELECT coalesce(f.content, 'space') AS subject, f.sharer_id, f.made_at, min(c.at) AS came_at
    FROM firsts f JOIN came c ON c.person = f.sharer_id AND c.at < f.made_at
    JOIN sharing_sharelink l ON l.space_id = %(space)s AND l.id = c.link_id AND l.sharer_id <> f.sharer_id
        AND (f.content IS NULL OR l.content = f.content)
    GROUP BY f.content, f.sharer_id, f.made_at
)
"""

_OF = "CASE WHEN grouping(content) = 1 THEN 'space' ELSE content END AS subject"
_SETS = "GROUP BY GROUPING SETS ((content), ())"

COUNTED = f"""
{PEOPLE_AND_LINKS}
{FIRSTS},
seen AS (
    SELECT f.subject AS content, coalesce(f.member_id, k.member_id, f.visitor) AS person, e.id IS NOT NULL AS bought
    FROM core_footprint f LEFT JOIN known k ON k.visitor = f.visitor
    LEFT JOIN community_entrance e ON e.space_id = %(space)s AND e.id = f.entrance_id AND e.kind = 'ad'
    WHERE f.space_id = %(space)s AND f.name = 'view' AND f.at >= %(since)s AND f.at < %(until)s
        AND NOT EXISTS (SELECT FROM left_out x WHERE x.member_id = coalesce(f.member_id, k.member_id))
    UNION ALL
    SELECT content, person, false FROM visits
    UNION ALL
    SELECT content, sharer_id, false FROM shares
),
active AS (SELECT content, sharer_id FROM shares UNION ALL SELECT content, sharer_id FROM visits),
shares_of AS (
    SELECT {_OF}, count(*) AS shares, sum(depth - 1) AS steps, count(*) FILTER (WHERE depth > 1) AS reshares,
        max(depth) AS deepest, count(*) FILTER (WHERE could_earn) AS could_earn
    FROM shares {_SETS}
),
earned_of AS (SELECT {_OF}, count(*) AS earned FROM links WHERE has_earned AND made_at >= %(since)s {_SETS}),
visits_of AS (SELECT {_OF}, count(DISTINCT person) AS visitors, count(*) AS opened FROM visits {_SETS}),
joins_of AS (SELECT {_OF}, count(*) AS joins, count(link_id) AS shared_joins FROM joins {_SETS}),
sharers_of AS (SELECT {_OF}, count(DISTINCT sharer_id) AS sharers FROM active {_SETS}),
people_of AS (
    SELECT {_OF}, count(DISTINCT person) AS people, count(DISTINCT person) FILTER (WHERE bought) AS bought
    FROM seen {_SETS}
),
cycles_of AS (
    SELECT subject, count(*) AS cycles,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM made_at - came_at)::float8 / 3600) AS cycle_hours
    FROM cycles GROUP BY subject
),
subjects AS (
    SELECT subject FROM shares_of UNION SELECT subject FROM visits_of UNION SELECT 'space'
)
SELECT subject, coalesce(people, 0) AS people, coalesce(shares, 0) AS shares, coalesce(steps, 0)::int AS steps,
    coalesce(reshares, 0) AS reshares, coalesce(deepest, 0) AS deepest, coalesce(visitors, 0) AS visitors,
    coalesce(opened, 0) AS opened, coalesce(joins, 0) AS joins, coalesce(shared_joins, 0) AS shared_joins,
    coalesce(sharers, 0) AS sharers, coalesce(cycles, 0) AS cycles, cycle_hours, coalesce(bought, 0) AS bought,
    coalesce(earned, 0) AS earned, coalesce(could_earn, 0) AS could_earn,
    (SELECT count(*) FROM left_out) AS left_out
FROM subjects LEFT JOIN people_of USING (subject) LEFT JOIN shares_of USING (subject)
LEFT JOIN visits_of USING (subject) LEFT JOIN joins_of USING (subject) LEFT JOIN sharers_of USING (subject)
LEFT JOIN cycles_of USING (subject) LEFT JOIN earned_of USING (subject)
"""  # noqa: S608 - constants only

_NAMED = "LEFT JOIN core_member m ON m.space_id = %(space)s AND m.id ="
_WHERE = "WHERE (%(subject)s = 'space' OR content = %(subject)s) AND (%(after)s::uuid IS NULL OR each.id < %(after)s)"
_PAGE = "ORDER BY each.id DESC LIMIT %(most)s"

SHARES = f"""{PEOPLE_AND_LINKS.rstrip().rstrip(",")}
SELECT each.id, each.made_at, m.name, '' AS other, each.content, each.depth::float8, each.could_earn
FROM shares each {_NAMED} each.sharer_id {_WHERE} {_PAGE}"""  # noqa: S608 - constants only

VISITS = f"""{PEOPLE_AND_LINKS.rstrip().rstrip(",")}
SELECT each.id, each.at, coalesce(m.name, ''), s.name, each.content, NULL::float8, false
FROM visits each {_NAMED} each.member_id
JOIN core_member s ON s.space_id = %(space)s AND s.id = each.sharer_id {_WHERE} {_PAGE}"""  # noqa: S608 - constants only

JOINS = f"""{PEOPLE_AND_LINKS.rstrip().rstrip(",")}
SELECT each.id, each.joined_at, m.name, coalesce(s.name, ''), each.content, NULL::float8, false
FROM joins each {_NAMED} each.member_id
LEFT JOIN core_member s ON s.space_id = %(space)s AND s.id = each.sharer_id {_WHERE} {_PAGE}"""  # noqa: S608 - constants

CYCLES = f"""{PEOPLE_AND_LINKS}
{FIRSTS}
SELECT each.sharer_id AS id, each.made_at, m.name, '', each.subject,
    extract(epoch FROM each.made_at - each.came_at)::float8 / 3600, false
FROM cycles each {_NAMED} each.sharer_id
WHERE each.subject = %(subject)s AND (%(after)s::uuid IS NULL OR each.sharer_id < %(after)s)
ORDER BY each.sharer_id DESC LIMIT %(most)s"""  # noqa: S608 - constants only

ENTRANCES = f"""{PEOPLE_AND_LINKS.rstrip().rstrip(",")}
SELECT coalesce(e.name, ''), coalesce(e.kind, 'direct'),
    count(DISTINCT coalesce(f.member_id, k.member_id, f.visitor))
FROM core_footprint f LEFT JOIN known k ON k.visitor = f.visitor
LEFT JOIN community_entrance e ON e.space_id = %(space)s AND e.id = f.entrance_id
WHERE f.space_id = %(space)s AND f.name = 'view' AND f.at >= %(since)s AND f.at < %(until)s
    AND NOT EXISTS (SELECT FROM left_out x WHERE x.member_id = coalesce(f.member_id, k.member_id))
    AND (%(subject)s = 'space' OR f.subject = %(subject)s)
GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT 50"""  # noqa: S608 - constants only
