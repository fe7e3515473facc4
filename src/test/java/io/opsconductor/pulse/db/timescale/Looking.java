package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/** Runs checks on a test database as the checkup would, in the present. */
public record Looking(TestDatabase database) {

    /** Leaves a test out where this TimescaleDB is too old to have a function or an argument of this name. */
    public void needs(String name) throws SQLException {
        try (Connection connection = database.connect()) {
            String known = "SELECT FROM pg_proc WHERE proname = ? OR ? = ANY (proargnames) LIMIT 1";
            assumeTrue(
                    Query.first(connection, known, row -> name, name, name).isPresent(),
                    "this TimescaleDB does not know " + name);
        }
    }

    public List<Finding> at(Check check) throws Exception {
        return as(database.url(), check);
    }

    public static List<Finding> as(String url, Check check) throws Exception {
        try (Database looked = new Database(DatabaseUrl.parse(url))) {
            return check.findings(looked, Instant.now());
        }
    }

    /** The only finding with this id about this subject. */
    public Finding one(Check check, String id, String subject) throws Exception {
        List<Finding> found = at(check).stream()
                .filter(finding ->
                        finding.check().equals(id) && finding.subject().equals(subject))
                .toList();
        assertThat(found).as(id + " about " + subject).hasSize(1);
        return found.get(0);
    }

    /** Pastes the remedy of a finding that is not good, and looks again. */
    public void curedByRemedy(Check check, String id, String subject) throws Exception {
        Finding bad = one(check, id, subject);
        assertThat(bad.severity()).as(bad.message()).isNotEqualTo(Severity.OK);
        paste(bad.remedy());
        Finding good = one(check, id, subject);
        assertThat(good.severity()).as(good.message()).isEqualTo(Severity.OK);
    }

    private void paste(String remedy) throws SQLException {
        database.execute(remedy);
    }
}
