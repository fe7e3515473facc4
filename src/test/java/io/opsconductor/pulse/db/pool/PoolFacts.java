package io.opsconductor.pulse.db.pool;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;

/** Poolers, services and servers as they are read. */
final class PoolFacts {
    static final PgBouncer.Entry PULSE = entry("pulse", "db:5432", "pulse", "transaction", 20, 0, 0);

    private PoolFacts() {}

    static PgBouncer.Entry entry(
            String name, String server, String database, String mode, long size, long reserve, long most) {
        return new PgBouncer.Entry(name, server, database, mode, size, reserve, most, Optional.empty());
    }

    static PgBouncer pooler(List<PgBouncer.Entry> entries, PgBouncer.Pool... pools) {
        return new PgBouncer(
                "one:6432",
                100,
                0,
                true,
                false,
                entry("", "", "", "transaction", 20, 0, 0),
                entries,
                List.of(pools),
                Map.of(),
                Map.of(),
                List.of());
    }

    static PgBouncer.Pool pool(String entry, String user, long clients, long waiting, double seconds) {
        return new PgBouncer.Pool(entry, user, clients, waiting, seconds);
    }

    static Look look(PgBouncer... poolers) {
        return new Look(List.of(poolers), List.of(), 1);
    }

    static Look withUnseen(Look look) {
        return new Look(
                look.poolers(),
                List.of(new Look.Unseen("two:6432", PulseFailure.notNow("cannot reach it", "start it", null))),
                look.processes());
    }

    static Service service(String name, long replicas, long poolMax, boolean direct, SessionFeature... needs) {
        return new Service(name, replicas, poolMax, direct, Optional.empty(), Optional.empty(), Set.of(needs));
    }

    static Service as(Service service, String user) {
        return new Service(
                service.name(),
                service.replicas(),
                service.poolMax(),
                service.direct(),
                service.database(),
                Optional.of(user),
                service.needs());
    }

    /** Of 100 sessions, 3 of them reserved. */
    static Room room() {
        return new Room("pulse", 100, 3, OptionalLong.empty(), OptionalLong.of(5));
    }

    static Room room(OptionalLong mostHere, OptionalLong open) {
        return new Room("pulse", 100, 3, mostHere, open);
    }
}
