package io.opsconductor.pulse.db.timescale.batch;

import java.util.List;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/**
 * Compressed tables of one hypertable into which roles that are not trusted may write, all of them the same roles.
 *
 * @param roles by name; {@code PUBLIC} is every role
 * @param number how many tables; before TimescaleDB 2.29 the one above them, from which new ones take their rights, too
 * @param tables as they stand in statements: the first of them, as many as were asked for
 */
public record OpenBatches(HypertableName hypertable, List<String> roles, long number, List<String> tables) {

    /**
     * One statement, which takes rights on single columns away, too. Reading stays, and what goes through the hypertable: tried on
     * TimescaleDB 2.20 and 2.29.
     */
    public String revoke() {
        return "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON " + String.join(", ", tables) + " FROM "
                + SqlIdentifier.grantees(roles) + " CASCADE;";
    }
}
