package io.opsconductor.pulse.db.pool;

import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * How many sessions the server has room for.
 *
 * @param most {@code max_connections}
 * @param reserved those of them that no ordinary role gets
 * @param mostHere the database's own limit, if it has one
 * @param open sessions of clients now; empty when those of others cannot be seen
 */
record Room(String database, long most, long reserved, OptionalLong mostHere, OptionalLong open) {

    /** For ordinary roles. */
    long limit() {
        return Math.min(most - reserved, mostHere.orElse(Long.MAX_VALUE));
    }

    private boolean isOfDatabase() {
        return limit() < most - reserved;
    }

    /** What sets it. */
    String limitName() {
        return isOfDatabase() ? "the database's CONNECTION LIMIT" : "max_connections";
    }

    String limitText() {
        return isOfDatabase()
                ? "CONNECTION LIMIT of " + database
                : "max_connections " + most + (reserved == 0 ? "" : " less " + reserved + " reserved");
    }

    /** @param needed by ordinary roles */
    Remedy raised(long needed) {
        if (isOfDatabase() && needed <= most - reserved) {
            return Remedy.sql("ALTER DATABASE " + SqlIdentifier.of(database) + " CONNECTION LIMIT " + needed + ";");
        }
        Remedy server = Remedy.sql("ALTER SYSTEM SET max_connections = " + (needed + reserved) + ";")
                .note("it counts after a restart of the server; on a managed one it is a parameter of the provider's");
        return isOfDatabase() ? server.note("then raise the database's CONNECTION LIMIT as well") : server;
    }

    String raisedText(long needed) {
        return isOfDatabase() && needed <= most - reserved
                ? "the database's CONNECTION LIMIT at " + needed
                : "max_connections=" + (needed + reserved) + ", which takes a restart of the server";
    }
}
