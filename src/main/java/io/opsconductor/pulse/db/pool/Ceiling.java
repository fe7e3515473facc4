package io.opsconductor.pulse.db.pool;

import java.util.ArrayList;
import java.util.List;

/**
 * The most sessions that may be open on the server at the same time, as far as they are declared or can be seen.
 *
 * @param direct services that go around poolers
 * @param shares through poolers
 * @param ours those of pulse-db
 * @param processes of all poolers
 */
record Ceiling(List<Service> direct, List<Share> shares, long ours, long processes) {

    static Ceiling of(Room room, List<Service> services, Look look, long ours) {
        return new Ceiling(
                services.stream().filter(Service::direct).toList(),
                Share.of(room.database(), CeilingJudge.pooled(services), look),
                ours,
                look.poolers().size() * (long) look.processes());
    }

    long all() {
        return ofServices() + ofPoolers() + ours;
    }

    private long ofServices() {
        return direct.stream().mapToLong(Service::most).sum();
    }

    private long ofPoolers() {
        return shares.stream().mapToLong(Share::most).sum();
    }

    /** Who may open them, for people. */
    String text() {
        List<String> parts = new ArrayList<>();
        if (!direct.isEmpty()) {
            parts.add("services may open " + ofServices());
        }
        if (processes > 0) {
            parts.add("PgBouncer " + (parts.isEmpty() ? "may open " : "") + ofPoolers());
        }
        parts.add("pulse-db " + ours);
        return String.join(", ", parts);
    }
}
