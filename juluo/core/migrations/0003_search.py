from django.db import migrations

TABLE = """
CREATE TABLE core_searchdocument (
    space_id uuid NOT NULL REFERENCES core_space (id) DEFERRABLE INITIALLY DEFERRED,
    id uuid NOT NULL,
    kind text NOT NULL,
    audience text NOT NULL,
    title text NOT NULL,
    tags text NOT NULL,
    body text NOT NULL,
    terms tsvector NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (space_id, id)
);
-- No list of pending entries: a search would have to read it from end to end.
CREATE INDEX search_terms ON core_searchdocument USING gin (terms) WITH (fastupdate = off);
CREATE INDEX search_by_kind ON core_searchdocument (space_id, kind, id);
-- Enabled for whoever is given a grant by mistake; not forced, for under a policy `@@` uses no GIN index: the functions
-- below, which run as the owner, name the acting space themselves.
ALTER TABLE core_searchdocument ENABLE ROW LEVEL SECURITY;
CREATE POLICY space_acting ON core_searchdocument
    USING (space_id = NULLIF(current_setting('juluo.space', true), '')::uuid);
REVOKE ALL ON core_searchdocument FROM PUBLIC, juluo_runtime;
"""

ACTING = """
CREATE FUNCTION juluo_search_space() RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS
$$ SELECT NULLIF(current_setting('juluo.space', true), '')::uuid $$;

-- One term stands for a space, a kind and an audience, so that the index itself leaves the others out.
CREATE FUNCTION juluo_search_scope(space uuid, kind text, audience text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$ SELECT '@' || md5(space || '/' || kind || '/' || audience) $$;
"""

REPLACE = """
CREATE FUNCTION juluo_search_replace(of_kind text, subjects uuid[], documents jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    acting uuid := public.juluo_search_space();
BEGIN
    IF acting IS NULL THEN
        RAISE EXCEPTION 'no space is acting' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.core_searchdocument d
    WHERE d.space_id = acting AND d.kind = of_kind AND d.id = ANY (subjects)
        AND NOT EXISTS (SELECT FROM jsonb_array_elements(documents) AS e WHERE (e ->> 'id')::uuid = d.id);
    INSERT INTO public.core_searchdocument AS d (space_id, id, kind, audience, title, tags, body, terms, at)
    SELECT acting, e.id, of_kind, e.audience, e.title, e.tags, e.body,
        array_to_tsvector(array_append(e.terms, public.juluo_search_scope(acting, of_kind, e.audience))), e.at
    FROM jsonb_to_recordset(documents)
        AS e (id uuid, audience text, title text, tags text, body text, terms text[], at timestamptz)
    ORDER BY e.id
    ON CONFLICT (space_id, id) DO UPDATE SET
        kind = excluded.kind, audience = excluded.audience, title = excluded.title, tags = excluded.tags,
        body = excluded.body, terms = excluded.terms, at = excluded.at
    WHERE (d.kind, d.audience, d.title, d.tags, d.body, d.at)
        IS DISTINCT FROM (excluded.kind, excluded.audience, excluded.title, excluded.tags, excluded.body, excluded.at)
        OR d.terms IS DISTINCT FROM excluded.terms;
END $$;
"""

# `IS NOT DISTINCT FROM` names the space without offering the planner the primary key: a word that is everywhere would
# let it read the whole space. Without sequential scans there is only the GIN index left.
FIND = """
CREATE FUNCTION juluo_search_find(
    kinds text[], audiences text[], anywhere text, titled text, phrases text[], needle text, most integer
)
RETURNS TABLE (id uuid, kind text, rank integer) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    acting uuid := public.juluo_search_space();
    looked_at CONSTANT integer := 10 * most;
    within tsquery;
BEGIN
    IF acting IS NULL OR cardinality(kinds) = 0 OR cardinality(audiences) = 0 THEN
        RETURN;
    END IF;
    SELECT string_agg('''' || public.juluo_search_scope(acting, k, a) || '''', ' | ')::tsquery INTO within
    FROM unnest(kinds) AS k, unnest(audiences) AS a;
    RETURN QUERY
    SELECT f.id, f.kind, max(f.rank) FROM (
        (SELECT d.id, d.kind, d.at, 1 + 8 * (d.title = needle)::integer + 4 * starts_with(d.title, needle)::integer
            + 2 * (strpos(d.title, needle) > 0)::integer AS rank
        FROM (
            SELECT s.id, s.kind, s.at, s.title, s.tags FROM public.core_searchdocument s
            WHERE s.terms @@ (titled::tsquery && within) AND s.space_id IS NOT DISTINCT FROM acting
                AND s.kind = ANY (kinds) AND s.audience = ANY (audiences)
            LIMIT looked_at
        ) d
        WHERE NOT EXISTS (
            SELECT FROM unnest(phrases) AS p WHERE strpos(d.title, p) = 0 AND strpos(d.tags, p) = 0
        )
        LIMIT most)
        UNION ALL
        (SELECT d.id, d.kind, d.at, 0
        FROM (
            SELECT s.id, s.kind, s.at, s.title, s.tags, s.body FROM public.core_searchdocument s
            WHERE s.terms @@ (anywhere::tsquery && within) AND s.space_id IS NOT DISTINCT FROM acting
                AND s.kind = ANY (kinds) AND s.audience = ANY (audiences)
            LIMIT looked_at
        ) d
        WHERE NOT EXISTS (
            SELECT FROM unnest(phrases) AS p
            WHERE strpos(d.title, p) = 0 AND strpos(d.tags, p) = 0 AND strpos(d.body, p) = 0
        )
        LIMIT most)
    ) f
    GROUP BY f.id, f.kind, f.at ORDER BY max(f.rank) DESC, f.at DESC, f.id DESC LIMIT most;
END $$;
"""

HELD = """
CREATE FUNCTION juluo_search_held(of_kind text, following uuid, most integer) RETURNS SETOF uuid LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT id FROM public.core_searchdocument
    WHERE space_id = public.juluo_search_space() AND kind = of_kind AND id > following ORDER BY id LIMIT most
$$;

CREATE FUNCTION juluo_search_holds() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS
$$ SELECT EXISTS (SELECT FROM public.core_searchdocument WHERE space_id = public.juluo_search_space()) $$;
"""

SIGNATURES = (
    "juluo_search_space()",
    "juluo_search_scope(uuid, text, text)",
    "juluo_search_replace(text, uuid[], jsonb)",
    "juluo_search_find(text[], text[], text, text, text[], text, integer)",
    "juluo_search_held(text, uuid, integer)",
    "juluo_search_holds()",
)
GRANTS = "".join(
    f"REVOKE ALL ON FUNCTION {each} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {each} TO juluo_runtime;\n"
    for each in SIGNATURES
)
UNDO = "".join(f"DROP FUNCTION {each};\n" for each in reversed(SIGNATURES)) + "DROP TABLE core_searchdocument;"


class Migration(migrations.Migration):
    dependencies = [("core", "0002_clock_and_append_only")]

    operations = [migrations.RunSQL(TABLE + ACTING + REPLACE + FIND + HELD + GRANTS, UNDO)]
