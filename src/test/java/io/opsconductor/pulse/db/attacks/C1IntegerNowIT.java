package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.background.SureClockCatalog;
import io.opsconductor.pulse.db.timescale.background.SureClocks;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.fix.FixStep;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C1: the integer_now function of a hypertable's owner runs in the session of whoever looks. */
class C1IntegerNowIT {
    private static final HypertableSettings PROMISED = Configured.hypertables(
            "\"mal.ticks\".integer-step", "1s", "\"mal.ticks\".compress-after", "1h", "\"mal.ticks\".drop-after", "2h");

    @Test
    void a_look_by_a_superuser_calls_no_function_of_another_role_and_says_why_it_does_not_know(
            @Timescale TestDatabase database) throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.integers();
        foreign.forget();

        List<Finding> findings = foreign.findings(ForeignHypertables.scheduled(), PROMISED);

        assertThat(foreign.ran()).isEmpty();
        assertThat(findings)
                .filteredOn(finding -> finding.check().equals("retention.backlog"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
                    assertThat(finding.message()).contains("mal.now_()", "belongs to role mallory");
                });
    }

    /** TimescaleDB's own alter_job and add_…_policy call the function too, as whoever calls them: seen in 2.17 and 2.29. */
    @Test
    void no_fix_and_no_remedy_to_paste_makes_timescaledb_call_it_either(@Timescale TestDatabase database)
            throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.integers();
        database.execute(
                // Where there is a scheduler, the job would run as mallory, which is no fault.
                "SELECT _timescaledb_functions.stop_background_workers()",
                "SET ROLE mallory",
                "SELECT public.add_retention_policy('mal.ticks', BIGINT '86400')",
                "RESET ROLE");
        foreign.forget();

        assertThat(foreign.plan(ForeignHypertables.scheduled(), PROMISED, Set.of())
                        .steps())
                .extracting(FixStep::sql)
                .isEmpty();
        for (Finding finding : foreign.findings(ForeignHypertables.scheduled(), PROMISED)) {
            if (finding.cure().kind() == Remedy.Kind.SQL) {
                database.execute(finding.remedy());
            }
        }
        assertThat(foreign.ran()).isEmpty();
    }

    /** Else a provider's roles, which cannot be made members of, would leave the question open for ever. */
    @Test
    void it_is_called_once_the_configuration_trusts_its_owner_and_not_for_another_name(@Timescale TestDatabase database)
            throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.integers();
        database.execute(
                "GRANT INSERT ON mal.ran TO PUBLIC",
                "CREATE OR REPLACE FUNCTION mal.now_() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 100000::bigint'",
                "CREATE FUNCTION mal.even(bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0'",
                "CREATE INDEX ON mal.ticks (mal.even(seq))");
        try {
            SqlFile.trust(List.of("mallory%", "\"mallory\""));
            assertThat(backlogs(foreign)).contains(Severity.UNKNOWN);
            assertThat(foreign.plan(ForeignHypertables.scheduled(), PROMISED, Set.of())
                            .steps())
                    .isEmpty();
            SqlFile.trust(List.of("mallory"));
            assertThat(backlogs(foreign)).isNotEmpty().doesNotContain(Severity.UNKNOWN);
        } finally {
            SqlFile.trust(List.of());
        }
    }

    private static List<Severity> backlogs(ForeignHypertables foreign) throws Exception {
        return foreign.findings(ForeignHypertables.scheduled(), PROMISED).stream()
                .filter(finding -> finding.check().endsWith(".backlog"))
                .map(Finding::severity)
                .toList();
    }

    /** The driver keeps every notice until the statement ends, and of a trusted role's function there may be many, too. */
    @Test
    void no_notice_is_kept_in_a_session_of_ours(@Postgres TestDatabase database) throws Exception {
        try (Database looked = new ForeignHypertables(database).looked();
                Connection session = looked.connect("check");
                Statement statement = session.createStatement()) {
            statement.execute("DO 'BEGIN FOR i IN 1..9 LOOP RAISE WARNING ''%'', i; END LOOP; END'");
            assertThat((Object) statement.getWarnings()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Neither a limit of the server's nor a cancelled query ends it.
                "LOOP BEGIN PERFORM pg_sleep(600); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP",
                "PERFORM set_config('search_path', 'mal, pg_catalog', false); RETURN 1",
                "PERFORM set_config('timezone', 'Asia/Tokyo', false); RAISE EXCEPTION '%', repeat('x', 1000)",
                // Second pass, S8: it may end whatever else this role does.
                "PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <>"
                        + " pg_backend_pid(); RETURN 1",
                // Last pass, M6: it sees what this role sees, and could send it away.
                "PERFORM nextval('mal.called'); RETURN 1"
            })
    void a_role_that_only_looks_does_not_call_it_either_and_knows_all_other_tables(
            String body, @Postgres TestDatabase database) throws Exception {
        String watcher = "looks_" + Integer.toHexString(database.name().hashCode());
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.integers();
        DatabaseUrl.Host host = DatabaseUrl.parse(database.url()).hosts().get(0);
        database.execute(
                "CREATE ROLE " + watcher + " LOGIN PASSWORD 'looks'",
                "GRANT USAGE ON SCHEMA mal TO " + watcher,
                "CREATE SEQUENCE mal.called",
                "GRANT USAGE ON SEQUENCE mal.called TO " + watcher,
                "CREATE FUNCTION mal.left(text, int) RETURNS text LANGUAGE sql AS 'SELECT NULL::text'",
                "CREATE TABLE public.good (seq bigint NOT NULL)",
                "SELECT public.create_hypertable('public.good', 'seq', chunk_time_interval => 1000)",
                "CREATE FUNCTION public.good_now() RETURNS bigint LANGUAGE sql STABLE"
                        + " BEGIN ATOMIC SELECT 4711::bigint; END",
                "SELECT public.set_integer_now_func('public.good', 'public.good_now')",
                "CREATE OR REPLACE FUNCTION mal.now_() RETURNS bigint LANGUAGE plpgsql STABLE AS $$ BEGIN " + body
                        + "; END $$");
        try (Database looked = new Database(DatabaseUrl.parse("postgresql://" + watcher + ":looks@" + host.name() + ":"
                        + host.port() + "/" + database.name()));
                Connection session = looked.connect("check")) {
            List<Hypertable> found =
                    new AggregateCatalog().facts(session).plain().hypertables();

            assertThat(found).hasSize(2);
            assertThat(found.stream().flatMapToLong(table -> table.time().now().stream()))
                    .containsExactly(4711L);
            assertThat(HostileOwner.one(database, "SELECT is_called FROM mal.called"))
                    .isEqualTo("f");
            assertThat(Query.list(session, "SHOW search_path", row -> row.getString(1)))
                    .containsExactly("pg_catalog, pg_temp");
        } finally {
            database.execute("DROP OWNED BY " + watcher, "DROP ROLE " + watcher);
        }
    }

    /** Which functions are sure is asked once a look; what tells a table's present only since then is not among them. */
    @Test
    void a_function_that_became_a_clock_after_the_sure_ones_were_asked_for_is_unsure(@Postgres TestDatabase database)
            throws Exception {
        String body = " RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT 7::bigint; END";
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb SCHEMA public",
                "CREATE TABLE public.good (seq bigint NOT NULL)",
                "SELECT public.create_hypertable('public.good', 'seq', chunk_time_interval => 1000)",
                "CREATE FUNCTION public.good_now()" + body,
                "CREATE FUNCTION public.late_now()" + body);
        try (Connection session = database.connect()) {
            SureClocks none = SureClockCatalog.read(session);
            database.execute("SELECT public.set_integer_now_func('public.good', 'public.good_now')");
            SureClocks asked = SureClockCatalog.read(session);

            assertThat(none.any()).isFalse();
            assertThat(unsure(session, none)).containsExactly(true);
            assertThat(unsure(session, asked)).containsExactly(false);
            database.execute(
                    "SELECT public.set_integer_now_func('public.good', 'public.late_now', replace_if_exists => true)");
            assertThat(unsure(session, asked)).containsExactly(true);
            assertThat(unsure(session, SureClockCatalog.read(session))).containsExactly(false);
        }
    }

    private static List<Boolean> unsure(Connection session, SureClocks sure) throws SQLException {
        return Query.list(
                session, SqlFile.read("timescale/integer-clocks"), row -> row.getBoolean("unsure"), sure.parameter());
    }

    /** Whoever owns the schema may drop a superuser's function there, and call another one so. */
    @Test
    void a_function_that_took_the_name_after_it_was_looked_at_is_not_called(@Postgres TestDatabase database)
            throws Exception {
        database.execute(
                "CREATE SCHEMA \"Mal's\"",
                "CREATE FUNCTION \"Mal's\".now_() RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT 7::bigint'");
        try (Connection session = database.connect()) {
            session.setAutoCommit(false);
            session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            long seen = Query.first(session, "SELECT oid FROM pg_proc WHERE proname = 'now_'", row -> row.getLong(1))
                    .orElseThrow();
            assertThat(present(session, seen)).isEqualTo("7");
            session.rollback();
            Query.first(session, "SELECT 1", row -> row.getInt(1));
            database.execute(
                    "DROP FUNCTION \"Mal's\".now_()",
                    "CREATE FUNCTION \"Mal's\".now_() RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT 666::bigint'");

            assertThat(present(session, seen)).isNull();
        }
    }

    private static String present(Connection session, long function) throws Exception {
        try (var asked = session.prepareStatement(SqlFile.read("timescale/integer-now"))) {
            asked.setLong(1, function);
            try (var rows = asked.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }
}
