package io.opsconductor.pulse.db.migrate.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;

/** Unlogged tables of a real server. */
class UnloggedTableCheckIT {
    @Postgres
    private TestDatabase database;

    @Test
    void ordinary_and_temporary_tables_make_one_good_finding() throws SQLException {
        database.execute("CREATE TABLE t (a int)", "CREATE TEMP TABLE scratch (a int)");

        assertThat(look())
                .extracting(Finding::check, Finding::severity)
                .containsExactly(tuple("schema.unlogged", Severity.OK));
    }

    @Test
    void unlogged_tables_are_found_and_each_remedy_alone_can_be_pasted() throws SQLException {
        database.execute(
                "CREATE UNLOGGED TABLE \"Cache; --\" (a int PRIMARY KEY)",
                "CREATE UNLOGGED TABLE aside (id serial, a int REFERENCES \"Cache; --\")",
                "CREATE TABLE parted (a int) PARTITION BY LIST (a)",
                "CREATE UNLOGGED TABLE part PARTITION OF parted FOR VALUES IN (1)",
                "INSERT INTO parted VALUES (1)");

        List<Finding> found = look();
        assertThat(found)
                .extracting(Finding::severity, Finding::subject)
                .containsExactly(
                        tuple(Severity.WARNING, "public.\"Cache; --\""),
                        tuple(Severity.WARNING, "public.aside"),
                        tuple(Severity.WARNING, "public.part"));

        database.execute(found.get(1).remedy());
        assertThat(look()).extracting(Finding::subject).containsExactly("public.part");
        for (Finding finding : found) {
            database.execute(finding.remedy());
        }
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    private List<Finding> look() {
        try (Database opened = new Database(DatabaseUrl.parse(database.url()))) {
            return new UnloggedTableCheck().findings(opened, Instant.now());
        }
    }
}
