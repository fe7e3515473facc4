package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A29 and A32: what a superuser pastes runs what mallory attached to her job or table after it was printed. Of what pulse-db prints
 * these alone do: SET LOGGED, REINDEX, ANALYZE and CREATE INDEX compute as the table's owner, drop_chunks, policies on times and
 * ENABLE ROW LEVEL SECURITY nothing of hers (tried on 2.20.3 and 2.29.2).
 */
class A29A32PastedCodeIT {
    private static final String PAYLOAD = "CREATE FUNCTION mal.payload() RETURNS int LANGUAGE plpgsql AS $$"
            + " BEGIN INSERT INTO mal.ran VALUES (current_user); RETURN 1; END $$";
    private static final String PAYS = "CREATE FUNCTION mal.pays(v int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$"
            + " BEGIN PERFORM mal.payload(); RETURN v; END $$";
    private static final String FIRES = "CREATE FUNCTION mal.fires() RETURNS trigger LANGUAGE plpgsql AS $$"
            + " BEGIN INSERT INTO mal.ran VALUES (current_user); RETURN new; END $$";

    @Test
    void nothing_printed_about_a_job_of_hers_is_for_a_superuser_to_paste(@Timescale TestDatabase database)
            throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute(
                "SELECT _timescaledb_functions.stop_background_workers()",
                "SET ROLE mallory",
                "CREATE TABLE mal.m (time timestamptz NOT NULL, v int)",
                "SELECT public.create_hypertable('mal.m', 'time')",
                "SELECT public.alter_job(public.add_retention_policy('mal.m', interval '30 days'), scheduled => false)",
                "ALTER TABLE mal.m SET (timescaledb.compress)",
                "SELECT public.add_compression_policy('mal.m', interval '9 days')",
                "CREATE FUNCTION mal.looks(config jsonb) RETURNS void LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO mal.ran VALUES (current_user); END'",
                "RESET ROLE");
        HypertableSettings promised =
                Configured.hypertables("\"mal.m\".compress-after", "7d", "\"mal.m\".drop-after", "30d");

        List<Finding> printed = foreign.findings(ForeignHypertables.scheduled(), promised);
        database.execute(
                "SET ROLE mallory",
                "SELECT public.alter_job(job_id, check_config => 'mal.looks'::regproc)"
                        + " FROM timescaledb_information.jobs WHERE job_id >= 1000",
                "RESET ROLE");
        foreign.forget();
        paste(database, printed);

        assertThat(printed)
                .filteredOn(finding -> finding.cure().line().contains("alter_job("))
                .isNotEmpty()
                .allSatisfy(finding ->
                        assertThat(finding.cure().line()).startsWith("as role \"mallory\", logged in as it"));
        assertThat(foreign.ran()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER t BEFORE INSERT ON mal.plain FOR EACH ROW EXECUTE FUNCTION mal.fires()",
                "CREATE INDEX ON mal.plain ((mal.pays(v)))",
                "ALTER TABLE mal.plain ADD CHECK (mal.pays(v) IS NOT NULL)"
            })
    void a_table_of_hers_is_hers_to_make_a_hypertable_of(String attack, @Timescale TestDatabase database)
            throws Exception {
        ForeignHypertables foreign = plain(database);

        List<Finding> printed = foreign.findings(
                ForeignHypertables.byHand(), Configured.hypertables("\"mal.plain\".drop-after", "30d"));
        database.execute("SET ROLE mallory", attack, "RESET ROLE");
        foreign.forget();
        paste(database, printed);

        assertThat(printed)
                .filteredOn(finding -> finding.cure().line().contains("create_hypertable("))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                    assertThat(finding.cure().line()).startsWith("as role \"mallory\", logged in as it");
                });
        assertThat(foreign.ran()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER t BEFORE INSERT ON mal.plain FOR EACH ROW EXECUTE FUNCTION mal.fires()",
                "CREATE INDEX ON mal.plain ((mal.pays(v)))",
                "ALTER TABLE mal.plain ADD CHECK (mal.pays(v) IS NOT NULL)",
                "CREATE DOMAIN mal.d AS int CHECK (mal.pays(VALUE) IS NOT NULL); ALTER TABLE mal.plain ALTER v TYPE mal.d"
            })
    void nor_is_one_of_ours_that_calls_her_functions_printed_to_be_pasted(
            String attached, @Timescale TestDatabase database) throws Exception {
        ForeignHypertables foreign = plain(database);
        database.execute("SET ROLE mallory", attached, "RESET ROLE", "ALTER TABLE mal.plain OWNER TO postgres");
        foreign.forget();

        List<Finding> printed = foreign.findings(
                ForeignHypertables.byHand(), Configured.hypertables("\"mal.plain\".drop-after", "30d"));
        paste(database, printed);

        assertThat(printed)
                .filteredOn(finding -> finding.severity() == Severity.CRITICAL)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.cure().line()).contains("a role that is not trusted"));
        assertThat(foreign.ran()).isEmpty();
    }

    private static ForeignHypertables plain(TestDatabase database) throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute(
                "SET ROLE mallory",
                PAYLOAD,
                PAYS,
                FIRES,
                "CREATE TABLE mal.plain (time timestamptz NOT NULL, v int)",
                "INSERT INTO mal.plain VALUES (now(), 1)",
                "RESET ROLE");
        return foreign;
    }

    private static void paste(TestDatabase database, List<Finding> printed) throws Exception {
        for (Finding finding : printed) {
            if (finding.cure().kind() == Remedy.Kind.SQL) {
                database.execute(finding.remedy());
            }
        }
    }
}
