package io.opsconductor.pulse.db.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.PlainText;

/** Judges whether what services need of a session outlasts the pooler's mode. */
final class ModeJudge {
    static final String ID = "pool.mode";

    private static final String SESSION = "session";

    private ModeJudge() {}

    /** Each service that goes through poolers, at the first of them that does not fit. */
    static List<Finding> services(String database, List<Service> services, Look look) {
        return CeilingJudge.pooled(services).stream()
                .map(service -> service(service, service.database().orElseGet(() -> Share.usual(database, look)), look))
                .toList();
    }

    private static Finding service(Service service, String entry, Look look) {
        List<String> modes = look.poolers().stream()
                .map(pooler -> pooler.mode(pooler.entry(entry), service.user()))
                .distinct()
                .toList();
        String measured = String.join(", ", modes) + " mode";
        for (PgBouncer pooler : look.poolers()) {
            String mode = pooler.mode(pooler.entry(entry), service.user());
            List<SessionFeature> lost = lost(service, pooler, mode);
            if (!lost.isEmpty()) {
                String titles = lost.stream().map(SessionFeature::title).collect(Collectors.joining(", "));
                return Finding.critical(
                                ID,
                                service.name(),
                                titles + " of " + service.name() + " are lost, or left to other clients, at "
                                        + pooler.address() + ": each transaction may get another session")
                        .measured(mode + " mode")
                        .target(SESSION + " mode")
                        .cure(remedy(service, entry, lost));
            }
        }
        return Finding.ok(
                ID,
                service.name(),
                measured,
                "",
                service.needs().isEmpty()
                        ? "it declares no need of a session of its own"
                        : "what it needs of a session lasts");
    }

    private static List<SessionFeature> lost(Service service, PgBouncer pooler, String mode) {
        return mode.equals(SESSION)
                ? List.of()
                : service.needs().stream()
                        .filter(need -> need != SessionFeature.PREPARED_STATEMENTS || !pooler.carriesStatements())
                        .toList();
    }

    private static Remedy remedy(Service service, String entry, List<SessionFeature> lost) {
        return lost.equals(List.of(SessionFeature.PREPARED_STATEMENTS))
                ? Remedy.text("max_prepared_statements=200 in pgbouncer.ini (1.21 or newer), then RELOAD")
                        .note("or have the driver prepare none: prepareThreshold=0 for JDBC")
                : Remedy.text("a second entry with pool_mode=session for " + service.name() + " beside " + entry
                        + " in pgbouncer.ini, or the server itself (pulse.services.\"" + service.name()
                        + "\".direct=true)");
    }

    /** @param holders sessions that hold an advisory lock between transactions */
    static List<Finding> strandedLocks(String database, Look look, Set<Backend> holders) {
        List<Finding> findings = new ArrayList<>();
        for (PgBouncer pooler : look.poolers()) {
            List<String> entries = pooler.links().stream()
                    .filter(link -> holders.contains(link.backend()))
                    .filter(link -> !pooler.mode(pooler.entry(link.entry()), Optional.of(link.user()))
                            .equals(SESSION))
                    .map(PgBouncer.Link::entry)
                    .toList();
            if (!entries.isEmpty()) {
                findings.add(Finding.critical(
                                ID,
                                pooler.address(),
                                "an advisory lock was left on a session that other clients share now, by a client of "
                                        + PlainText.of(String.join(
                                                ", ",
                                                entries.stream().distinct().toList())))
                        .measured(Counted.of(entries.size(), "session") + " with locks between transactions")
                        .target("none in transaction mode")
                        .cure(Remedy.text(
                                        "pg_advisory_xact_lock in the client, or session mode for it; these locks go with"
                                                + " RECONNECT in the console")
                                .note("of " + PlainText.of(database)
                                        + ": SELECT pid, objid FROM pg_locks WHERE locktype =" + " 'advisory';")));
            }
        }
        return findings;
    }
}
