package io.opsconductor.pulse.db.timescale.extension;

import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.sql.SqlState;

/**
 * Reads facts of one kind from TimescaleDB's catalogues; says which grant is missing when the role may not.
 *
 * @param <T> the facts
 */
public abstract class TimescaleCatalog<T> {
    /** @throws PulseFailure when the catalogues cannot be read */
    public final T read(Database database) {
        String role = "CURRENT_USER";
        try (Connection connection = database.lease()) {
            role = SqlIdentifier.of(connection.getMetaData().getUserName());
            return facts(connection);
        } catch (SQLException e) {
            throw SqlState.INSUFFICIENT_PRIVILEGE.equals(SqlState.of(e)) ? blind(role, e) : database.failure(e);
        }
    }

    public abstract T facts(Connection connection) throws SQLException;

    private static PulseFailure blind(String role, SQLException problem) {
        String reason = problem.getMessage().lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
        return PulseFailure.usage(
                "role " + role + " may not read TimescaleDB's catalogues: " + reason,
                "GRANT USAGE ON SCHEMA _timescaledb_catalog, _timescaledb_internal, timescaledb_information TO " + role
                        + "; GRANT SELECT ON ALL TABLES IN SCHEMA _timescaledb_catalog, timescaledb_information TO "
                        + role + "; GRANT SELECT ON _timescaledb_internal.bgw_job_stat TO " + role + ";");
    }
}
