-- Filled in by HostilePath: the schema; names of functions; names of operators. Overloads of all of them for arguments that
-- are close to PostgreSQL's and TimescaleDB's own, each of which raises an error that begins with PWNED.
SET search_path = pg_catalog, pg_temp;
DO $plant$
DECLARE
    target text := %s;
    functions text[] := %s;
    operators text[] := %s;
    one record;
    made text;
BEGIN
    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %%I', target);
    FOR one IN
        WITH kin (declared, near) AS (
            SELECT declared::regtype::oid, near::regtype::oid
            FROM unnest(ARRAY['text', 'name', 'varchar', '"any"', 'anyelement', 'anycompatible']) AS declared
            CROSS JOIN unnest(ARRAY['text', 'name', 'varchar', 'regclass', 'timestamptz', 'interval', 'integer', 'boolean'])
                AS near
            UNION
            SELECT declared::regtype::oid, near::regtype::oid
            FROM unnest(ARRAY['integer', 'bigint', 'smallint', 'oid', 'regclass', 'numeric', 'double precision',
                              'regnamespace', 'regproc']) AS declared
            CROSS JOIN unnest(ARRAY['integer', 'bigint', 'smallint', 'oid', 'regclass', 'numeric', 'text', 'name']) AS near
            UNION
            SELECT '"char"'::regtype::oid, near::regtype::oid
            FROM unnest(ARRAY['text', 'name', 'varchar', '"char"']) AS near
            UNION
            SELECT declared::regtype::oid, near::regtype::oid
            FROM unnest(ARRAY['anyarray', 'text[]', 'anycompatiblearray']) AS declared
            CROSS JOIN unnest(ARRAY['text[]', 'name[]', 'varchar[]', 'oid[]', 'integer[]', 'text']) AS near
            UNION
            SELECT oid, oid FROM pg_type WHERE typtype IN ('b', 'd', 'e') AND typname !~ '^_?pg_(ndist|dep|mcv|brin)'
        ),
        known AS (
            -- Of functions with defaults also the shorter calls; of VARIADIC "any" up to three of them.
            SELECT proname::text AS name,
                   (CASE WHEN provariadic = '"any"'::regtype
                       THEN proargtypes::oid[] || provariadic || provariadic
                       ELSE proargtypes::oid[] END)[0 : places - 1] AS arguments,
                   CASE WHEN prorettype IN (SELECT oid FROM pg_type WHERE typtype = 'p') THEN 'text'::regtype
                       ELSE prorettype::regtype END AS result,
                   proretset
            FROM pg_proc
            CROSS JOIN LATERAL generate_series(
                greatest(pronargs - pronargdefaults, 1),
                pronargs + CASE WHEN provariadic = '"any"'::regtype THEN 2 ELSE 0 END) AS places
            WHERE (proname = ANY (functions) OR probin LIKE '%%timescale%%' AND proname !~ '^_')
              AND places BETWEEN 1 AND 6
              AND prokind <> 'w'
              AND NOT (proretset AND prorettype = 'record'::regtype)
              AND (pronamespace = 'pg_catalog'::regnamespace OR probin LIKE '%%timescale%%')
        ),
        spread AS (
            SELECT known.name, known.result, known.proretset, known.arguments,
                   a.near AS a, b.near AS b, c.near AS c
            FROM known
            JOIN kin AS a ON a.declared = arguments[0] OR a.declared = arguments[1]
                AND array_lower(arguments, 1) = 1
            LEFT JOIN LATERAL (
                SELECT near FROM kin WHERE declared = arguments[array_lower(arguments, 1) + 1]) AS b ON true
            LEFT JOIN LATERAL (
                SELECT near FROM kin WHERE declared = arguments[array_lower(arguments, 1) + 2]) AS c ON true
        )
        SELECT DISTINCT ON (signature) *
        FROM (
            SELECT name, result, proretset,
                   array_to_string(
                       CASE cardinality(arguments)
                           WHEN 1 THEN ARRAY[a]::regtype[]::text[]
                           WHEN 2 THEN ARRAY[a, b]::regtype[]::text[]
                           ELSE ARRAY[a, b, c]::regtype[]::text[] || ARRAY(
                               SELECT CASE WHEN further = '"any"'::regtype THEN c ELSE further END::regtype::text
                               FROM unnest(arguments[array_lower(arguments, 1) + 3 : array_upper(arguments, 1)]) AS further)
                       END, ', ') AS signature_of
            FROM spread
        ) AS typed
        CROSS JOIN LATERAL (SELECT format('%%I.%%I(%%s)', target, name, signature_of) AS signature) AS named
        WHERE signature_of !~ 'any|internal|cstring|record|trigger'
    LOOP
        BEGIN
            EXECUTE format(
                'CREATE FUNCTION %%s RETURNS %%s%%s LANGUAGE plpgsql AS %%L',
                one.signature,
                CASE WHEN one.proretset THEN 'SETOF ' ELSE '' END,
                one.result,
                format('BEGIN RAISE EXCEPTION ''PWNED %%%%'', %%L; END', one.signature));
        EXCEPTION WHEN duplicate_function OR undefined_object OR invalid_function_definition OR syntax_error THEN
            NULL;
        END;
    END LOOP;
    FOR one IN
        WITH kin (declared, near) AS (
            SELECT declared::regtype::oid, near::regtype::oid
            FROM unnest(ARRAY['text', 'name', '"char"', 'bpchar', 'anynonarray']) AS declared
            CROSS JOIN unnest(ARRAY['text', 'name', 'varchar', '"char"']) AS near
            UNION
            SELECT declared::regtype::oid, near::regtype::oid
            FROM unnest(ARRAY['integer', 'bigint', 'smallint', 'oid', 'numeric', 'double precision']) AS declared
            CROSS JOIN unnest(ARRAY['integer', 'bigint', 'smallint', 'oid', 'regclass', 'numeric', 'double precision',
                                    'regnamespace']) AS near
            UNION
            SELECT declared::regtype::oid, near::regtype::oid
            FROM unnest(ARRAY['anyarray', 'anycompatiblearray', 'anycompatible']) AS declared
            CROSS JOIN unnest(ARRAY['text[]', 'name[]', 'oid[]', 'text', 'name']) AS near
            UNION
            SELECT oid, oid FROM pg_type WHERE typtype = 'b'
        )
        SELECT DISTINCT operator.oprname AS name, lefts.near AS l, rights.near AS r,
               CASE WHEN result.typtype = 'p' THEN 'text'::regtype ELSE operator.oprresult::regtype END AS result
        FROM pg_operator AS operator
        JOIN pg_type AS result ON result.oid = operator.oprresult
        JOIN kin AS lefts ON lefts.declared = operator.oprleft
        JOIN kin AS rights ON rights.declared = operator.oprright
        WHERE operator.oprname = ANY (operators)
          AND operator.oprnamespace = 'pg_catalog'::regnamespace
    LOOP
        made := format('%%I.trap_%%s(%%s, %%s)', target, md5(one.name), one.l::regtype, one.r::regtype);
        BEGIN
            EXECUTE format(
                'CREATE FUNCTION %%s RETURNS %%s LANGUAGE plpgsql AS %%L',
                made, one.result, format('BEGIN RAISE EXCEPTION ''PWNED operator %%%%'', %%L; END', one.name));
            EXECUTE format(
                'CREATE OPERATOR %%I.%%s (LEFTARG = %%s, RIGHTARG = %%s, FUNCTION = %%I.trap_%%s)',
                target, one.name, one.l::regtype, one.r::regtype, target, md5(one.name));
        EXCEPTION WHEN duplicate_function OR undefined_object OR invalid_function_definition THEN
            NULL;
        END;
    END LOOP;
END
$plant$
