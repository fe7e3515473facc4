package io.opsconductor.pulse.db.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;

/** Sets what services and poolers may open against what poolers and server have room for. */
final class CeilingJudge {
    static final String ID = "pool.ceiling";

    /** Of a limit, what may be promised and what may be in use before it is worth a word. */
    private static final double NEAR = 0.9;

    private static final double BUSY = 0.8;

    private CeilingJudge() {}

    static List<Finding> judge(Room room, List<Service> services, Look look, long ours) {
        List<Finding> findings = new ArrayList<>();
        look.unseen().forEach(one -> findings.add(Finding.couldNotLook(ID, one.address(), one.why())));
        look.poolers().stream()
                .filter(pooler -> pooler.shared() && look.processes() == 1)
                .map(CeilingJudge::othersUnseen)
                .forEach(findings::add);
        Finding sessions = sessions(room, Ceiling.of(room, services, look, ours));
        if (!findings.isEmpty()) {
            // What was not seen can only add to it.
            Optional.of(sessions)
                    .filter(finding -> finding.severity() == Severity.CRITICAL)
                    .ifPresent(findings::add);
            return findings;
        }
        findings.add(sessions);
        List<Service> pooled = pooled(services);
        if (!look.isNone() && !pooled.isEmpty()) {
            findings.add(clients(pooled, look));
        }
        Share.of(room.database(), pooled, look).stream()
                .filter(share -> share.inSessionMode() && share.clients() > share.capacity())
                .map(CeilingJudge::keptSessions)
                .forEach(findings::add);
        return findings;
    }

    static List<Service> pooled(List<Service> services) {
        return services.stream().filter(service -> !service.direct()).toList();
    }

    private static Finding othersUnseen(PgBouncer pooler) {
        return Finding.unknown(
                ID,
                pooler.address(),
                "other processes with pools of their own answer at this address (so_reuseport or peers)",
                "set pulse.pgbouncer.processes to how many there are");
    }

    private static Finding sessions(Room room, Ceiling ceiling) {
        long limit = room.limit();
        long open = room.open().orElse(0);
        String measured = "at most " + Counted.of(ceiling.all(), "session")
                + (room.open().isPresent() ? ", " + open + " open now" : "");
        String target = limit + " (" + room.limitText() + ")";
        Figure figure = Figure.count(ceiling.all()).limit(limit);
        if (ceiling.all() > limit || open >= limit) {
            String message = ceiling.all() > limit
                    ? ceiling.text() + ": " + (ceiling.all() - limit) + " more than the server has room for"
                    : "the server has no room for another session now";
            return Finding.critical(ID, room.database(), message)
                    .measured(measured)
                    .target(target)
                    .figure(figure)
                    .cure(remedy(room, ceiling));
        }
        if (open > limit * BUSY || ceiling.all() > limit * NEAR) {
            String message = open > limit * BUSY
                    ? "more than four fifths of the server's sessions are open now"
                    : ceiling.text() + ": more than nine tenths of what the server has room for";
            return Finding.warning(ID, room.database(), message)
                    .measured(measured)
                    .target(target)
                    .figure(figure)
                    .cure(Remedy.text(
                            "see who has them: SELECT usename, application_name, count(*) FROM pg_stat_activity GROUP BY"
                                    + " 1, 2 ORDER BY 3 DESC; before replicas or pools grow, raise "
                                    + room.limitName()));
        }
        return Finding.ok(ID, room.database(), measured, target, ceiling.text() + ": the server has room for all")
                .figure(figure);
    }

    /** The smallest change that makes it fit: of a pooler's limit, else of the largest service, else of the server's. */
    private static Remedy remedy(Room room, Ceiling ceiling) {
        long excess = ceiling.all() - room.limit();
        if (excess <= 0) {
            return room.raised(room.limit() + Math.max(10, room.limit() / 5));
        }
        Optional<Share> share = ceiling.shares().stream().max(Comparator.comparing(Share::most));
        long each =
                share.map(one -> (one.most() - excess) / ceiling.processes()).orElse(0L);
        if (each > 0) {
            return Remedy.text("max_db_connections=" + each + " for "
                            + share.get().entry() + " in the [databases] of "
                            + (ceiling.processes() == 1 ? "pgbouncer.ini" : "each pgbouncer.ini") + ", then RELOAD")
                    .note("or " + room.raisedText(ceiling.all()));
        }
        Optional<Service> service = ceiling.direct().stream().max(Comparator.comparing(Service::most));
        long smaller =
                service.map(one -> (one.most() - excess) / one.replicas()).orElse(0L);
        return smaller > 0
                ? Remedy.text("pools of at most " + smaller + " in "
                                + service.get().name() + ", and pulse.services.\""
                                + service.get().name() + "\".pool-max=" + smaller)
                        .note("or " + room.raisedText(ceiling.all()))
                : room.raised(ceiling.all());
    }

    private static Finding clients(List<Service> pooled, Look look) {
        long most = pooled.stream().mapToLong(Service::most).sum();
        long here = look.poolers().size() * (long) look.processes();
        long room = look.processes()
                * look.poolers().stream().mapToLong(PgBouncer::mostClients).sum();
        Finding finding = most > room
                ? Finding.critical(
                                ID,
                                "clients",
                                "services may open more connections than PgBouncer accepts: the rest is refused")
                        .cure(Remedy.text("max_client_conn=" + (most + here - 1) / here
                                + " in each pgbouncer.ini, as many open files for its process, then RELOAD"))
                : most > room * NEAR
                        ? Finding.warning(
                                        ID,
                                        "clients",
                                        "services may open nearly all connections that PgBouncer accepts")
                                .cure(Remedy.text("raise max_client_conn before replicas or pools grow"))
                        : Finding.ok(ID, "clients", "PgBouncer accepts what services may open");
        return finding.measured("at most " + Counted.of(most, "client"))
                .target(room + " (max_client_conn)")
                .figure(Figure.count(most).limit(room));
    }

    private static Finding keptSessions(Share share) {
        return Finding.warning(
                        ID,
                        share.entry(),
                        "in session mode each client keeps a session as long as it stays: "
                                + (share.clients() - share.capacity()) + " of them wait until others leave")
                .measured("at most " + Counted.of(share.clients(), "client"))
                .target(Counted.of(share.capacity(), "session"))
                .figure(Figure.count(share.clients()).limit(share.capacity()))
                .cure(
                        Remedy.text(
                                "pool_mode=transaction for " + share.entry()
                                        + " if its services need no session, else a larger pool_size, or smaller pools in the services"));
    }
}
