package io.opsconductor.pulse.db.isolation;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.clock.ServerClock;
import io.opsconductor.pulse.db.postgres.clock.ServerClockCatalog;
import jakarta.inject.Singleton;

/** {@code connection.clock}: whether the server's clock and this machine's agree. */
@Singleton
public class ClockCheck extends Check {
    private static final String ID = "connection.clock";

    public ClockCheck() {
        super("connection", ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        ServerClock clocks = ServerClockCatalog.read(database);
        return List.of(ClockSkew.finding(ID, database.name(), clocks.server(), clocks.here()));
    }
}
