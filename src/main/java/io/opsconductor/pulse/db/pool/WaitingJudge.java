package io.opsconductor.pulse.db.pool;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.PlainText;

/**
 * Judges clients that wait for a session.
 *
 * @see <a href="https://monitoring.mixins.dev/pgbouncer/">the limits of the PgBouncer mixin</a>
 */
final class WaitingJudge {
    static final String ID = "pool.waiting";

    /** Seconds that a client may wait before it is worth a word, and before it is not served. */
    private static final double LONG = 1;

    private static final double TOO_LONG = 15;

    private static final int NAMED = 3;

    private static final Comparator<PgBouncer.Pool> LONGEST_FIRST =
            Comparator.comparing(PgBouncer.Pool::longestWaitSeconds).reversed();

    private WaitingJudge() {}

    static Finding judge(PgBouncer pooler) {
        List<PgBouncer.Pool> waiting = pooler.pools().stream()
                .filter(pool -> pool.waiting() > 0)
                .sorted(LONGEST_FIRST)
                .toList();
        double longest = waiting.stream()
                .mapToDouble(PgBouncer.Pool::longestWaitSeconds)
                .max()
                .orElse(0);
        long clients = waiting.stream().mapToLong(PgBouncer.Pool::waiting).sum();
        String wait = Durations.text(Duration.ofMillis((long) (longest * 1000)));
        String measured = clients == 0 ? "no client waits" : Counted.of(clients, "client") + ", up to " + wait;
        String target = "at most " + (int) LONG + "s";
        Figure figure = new Figure(
                Figure.Unit.SECONDS, java.util.OptionalDouble.of(longest), java.util.OptionalDouble.of(LONG));
        if (longest > LONG) {
            return Finding.of(
                            longest > TOO_LONG ? Severity.CRITICAL : Severity.WARNING,
                            ID,
                            pooler.address(),
                            "clients wait for a session of "
                                    + named(waiting.stream()
                                            .map(PgBouncer.Pool::title)
                                            .toList()))
                    .measured(measured)
                    .target(target)
                    .figure(figure)
                    .cure(remedy(waiting.get(0).entry()));
        }
        List<String> often = pooler.waited().entrySet().stream()
                .filter(one -> one.getValue() >= LONG)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        return often.isEmpty()
                ? Finding.ok(ID, pooler.address(), measured, target, "clients get a session")
                        .figure(figure)
                : Finding.warning(
                                ID,
                                pooler.address(),
                                "over the last minute clients waited for long for a session of " + named(often))
                        .measured(measured)
                        .target(target)
                        .figure(figure)
                        .cure(remedy(often.get(0)));
    }

    private static String named(List<String> pools) {
        return PlainText.of(Counted.some(pools, NAMED));
    }

    private static Remedy remedy(String entry) {
        return Remedy.text(
                        "see what its sessions do for so long: SELECT pid, usename, state, now() - xact_start, query FROM"
                                + " pg_stat_activity ORDER BY xact_start;")
                .note("if each is short, a larger pool_size for " + PlainText.of(entry)
                        + " in pgbouncer.ini, as far as pool.ceiling leaves room");
    }
}
