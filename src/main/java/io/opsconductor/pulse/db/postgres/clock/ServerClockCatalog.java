package io.opsconductor.pulse.db.postgres.clock;

import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Asks a server what its clock shows; once in a checkup. */
public final class ServerClockCatalog {
    private ServerClockCatalog() {}

    public static ServerClock read(Database database) {
        return database.once(
                ServerClock.class,
                () -> database.read(connection -> {
                    String sql = SqlFile.read("postgres/clock");
                    Instant before = Instant.now();
                    Instant server = Query.one(
                            connection, sql, row -> Columns.time(row, "now").orElseThrow());
                    return ServerClock.of(server, before, Instant.now());
                }));
    }

    /**
     * The instant by which old things are old: by the later of two clocks, so that one that is behind makes nothing look
     * young. By this machine's where the server cannot be asked, which others say.
     *
     * @param now by this machine's clock
     */
    public static Instant later(Database database, Instant now) {
        return database.isMissing()
                ? now
                : database.once(ServerClockCatalog.class, () -> tried(database))
                        .map(clock -> clock.later(now))
                        .orElse(now);
    }

    private static Optional<ServerClock> tried(Database database) {
        try {
            return Optional.of(read(database));
        } catch (PulseFailure unreachable) {
            return Optional.empty();
        }
    }
}
