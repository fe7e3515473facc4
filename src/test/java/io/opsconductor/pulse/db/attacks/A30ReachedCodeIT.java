package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A30: an integer_now function that belongs to a superuser reads a table of the role mallory, whose index, view or type calls her
 * function. What ran is told by a lock of the session, which a transaction that is read-only, or ends badly, does not take back.
 */
class A30ReachedCodeIT {
    private static final String RAN = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711";
    private static final HypertableSettings PROMISED = Configured.hypertables(
            "\"mal.ticks\".integer-step", "1s", "\"mal.ticks\".compress-after", "1h", "\"mal.ticks\".drop-after", "2h");

    @Postgres
    private TestDatabase database;

    private ForeignHypertables foreign;

    @BeforeEach
    void begin() throws Exception {
        foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute(
                "SET ROLE mallory",
                "CREATE FUNCTION mal.pays() RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM"
                        + " pg_advisory_lock(4711); RETURN 1; END $$",
                "CREATE TABLE mal.ticks (seq bigint NOT NULL)",
                "SELECT public.create_hypertable('mal.ticks', 'seq', chunk_time_interval => 1000)",
                "INSERT INTO mal.ticks SELECT generate_series(1, 9000, 500)",
                "RESET ROLE");
    }

    @AfterEach
    void end() throws Exception {
        database.execute("DROP SCHEMA mal CASCADE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX ON mal.ticks ((seq + mal.pays()))",
                "CREATE INDEX ON mal.ticks (seq) WHERE mal.pays() > seq",
                "ALTER TABLE mal.ticks ADD CHECK (mal.pays() > 0)",
                "ALTER TABLE mal.ticks RENAME TO kept; CREATE VIEW mal.ticks AS SELECT seq + mal.pays() AS seq FROM mal.kept"
            })
    void a_superusers_function_that_reads_her_table_is_not_called(String attack) throws Exception {
        hers("LANGUAGE sql STABLE AS 'SELECT max(seq) FROM mal.ticks'", attack);

        assertUnknown();
    }

    @Test
    void nor_one_whose_body_was_parsed() throws Exception {
        hers(
                "LANGUAGE sql STABLE BEGIN ATOMIC SELECT max(seq) FROM mal.ticks; END",
                "CREATE INDEX ON mal.ticks ((seq + mal.pays()))");

        assertUnknown();
    }

    @Test
    void a_look_says_why_it_does_not_know_and_no_remedy_calls_the_function_either() throws Exception {
        hers(
                "LANGUAGE sql STABLE AS 'SELECT max(seq) FROM mal.ticks'",
                "CREATE INDEX ON mal.ticks ((seq + mal.pays()))");

        List<Finding> findings = foreign.findings(ForeignHypertables.byHand(), PROMISED);

        assertThat(findings)
                .filteredOn(finding -> finding.check().equals("retention.backlog"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
                    assertThat(finding.message()).contains("public.tells()", "may read what belongs to a role");
                    assertThat(finding.cure().line()).contains("BEGIN ATOMIC");
                });
        try (Connection pasted = database.connect()) {
            for (Finding finding : findings) {
                if (finding.cure().kind() == Remedy.Kind.SQL) {
                    pasted.createStatement().execute(finding.remedy());
                }
            }
            assertThat(ran(pasted)).isZero();
        }
    }

    /** Of a table of ours, too, whatever reaches the code: it is looked for in what the function depends on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4711 | SELECT 4711::bigint",
                "9001 | SELECT max(seq) + 1 FROM public.ours",
                "| SELECT seq FROM mal.seen",
                "| SELECT mal.pays()",
                "| SELECT 5::mal.positive::bigint",
                "| SELECT seq FROM public.over_hers",
                "| SELECT public.handed()",
                "| SELECT length(query_to_xml('SELECT 1', true, true, '')::text)::bigint",
                "| SELECT public.text()",
                "| SELECT max(seq) FROM public.indexed",
                "| SELECT max(seq) FROM public.parted"
            })
    void a_parsed_body_is_believed_as_far_as_all_that_it_reaches_is_trusted(Long expected, String body)
            throws Exception {
        database.execute(
                "SET ROLE mallory",
                "CREATE VIEW mal.seen AS SELECT 5::bigint AS seq",
                "CREATE DOMAIN mal.positive AS bigint CHECK (value > 0)",
                "CREATE TABLE mal.part (seq bigint NOT NULL)",
                "RESET ROLE",
                "CREATE TABLE public.ours (seq bigint NOT NULL)",
                "SELECT public.create_hypertable('public.ours', 'seq', chunk_time_interval => 1000)",
                "INSERT INTO public.ours VALUES (1), (9000)",
                "CREATE VIEW public.over_hers AS SELECT max(seq) AS seq FROM mal.ticks",
                "CREATE FUNCTION public.handed() RETURNS bigint LANGUAGE sql STABLE"
                        + " BEGIN ATOMIC SELECT max(seq) FROM mal.ticks; END",
                "CREATE FUNCTION public.text() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 5::bigint'",
                "CREATE TABLE public.indexed (seq bigint NOT NULL)",
                "CREATE INDEX ON public.indexed ((seq + mal.pays()))",
                "CREATE TABLE public.parted (seq bigint NOT NULL) PARTITION BY RANGE (seq)",
                "ALTER TABLE public.parted ATTACH PARTITION mal.part FOR VALUES FROM (0) TO (9)",
                "CREATE FUNCTION public.tells() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC " + body + "; END",
                "SELECT public.set_integer_now_func('public.ours', 'public.tells')");
        try (Connection session = database.connect()) {
            assertThat(present(session, "ours"))
                    .isEqualTo(expected == null ? OptionalLong.empty() : OptionalLong.of(expected));
            assertThat(ran(session)).isZero();
        }
    }

    @Test
    void where_no_such_role_owns_anything_or_may_make_it_a_text_is_believed_too() throws Exception {
        database.execute(
                "CREATE TABLE public.ours (seq bigint NOT NULL)",
                "SELECT public.create_hypertable('public.ours', 'seq', chunk_time_interval => 1000)",
                "INSERT INTO public.ours VALUES (1), (9000)",
                "CREATE FUNCTION public.tells() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT max(seq) FROM public.ours'",
                "SELECT public.set_integer_now_func('public.ours', 'public.tells')");
        OptionalLong known = OptionalLong.of(9000);
        try (Connection session = database.connect()) {
            assertThat(present(session, "ours")).isEmpty();
            database.execute("DROP TABLE mal.ticks", "DROP FUNCTION mal.pays", "DROP TABLE mal.ran");
            assertThat(present(session, "ours")).as("she may make another").isEmpty();
            database.execute("ALTER SCHEMA mal OWNER TO postgres");
            assertThat(present(session, "ours")).isEqualTo(known);
            database.execute("GRANT CREATE ON SCHEMA mal TO PUBLIC");
            assertThat(present(session, "ours")).isEmpty();
            database.execute("REVOKE CREATE ON SCHEMA mal FROM PUBLIC");
            database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO mallory");
            assertThat(present(session, "ours")).isEmpty();
            database.execute("REVOKE CREATE ON DATABASE " + database.name() + " FROM mallory");
            assertThat(present(session, "ours")).isEqualTo(known);
        }
    }

    private void hers(String function, String attack) throws Exception {
        database.execute(
                "CREATE FUNCTION public.tells() RETURNS bigint " + function,
                "SET ROLE mallory",
                "SELECT public.set_integer_now_func('mal.ticks', 'public.tells')",
                attack,
                "RESET ROLE");
    }

    private void assertUnknown() throws Exception {
        try (Connection session = database.connect()) {
            List<Hypertable> found =
                    new AggregateCatalog().facts(session).plain().hypertables();

            assertThat(ran(session)).isZero();
            assertThat(found).singleElement().satisfies(table -> {
                assertThat(table.time().now()).isEmpty();
                assertThat(table.time().trusted()).isFalse();
            });
        }
    }

    private static OptionalLong present(Connection session, String table) throws Exception {
        return new AggregateCatalog()
                .facts(session).plain().hypertables().stream()
                        .filter(found -> found.name().table().equals(table))
                        .findFirst()
                        .orElseThrow()
                        .time()
                        .now();
    }

    private static int ran(Connection session) throws Exception {
        return Query.first(session, RAN, row -> row.getInt(1)).orElseThrow();
    }
}
