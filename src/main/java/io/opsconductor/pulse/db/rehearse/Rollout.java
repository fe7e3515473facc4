package io.opsconductor.pulse.db.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.run.StatementWatch;

/** A run of {@code migrate} beside the rehearsal of its files: whether it may begin, and how both compare afterwards. */
public final class Rollout implements StatementWatch {
    /** Below it, times say more about the network than about the files. */
    private static final Duration MEASURABLE = Duration.ofMillis(100);

    private final Supplier<Optional<RecordedRehearsal>> record;
    private final Optional<Duration> within;
    private final Instant now;
    private final List<Rehearsed> compared = new ArrayList<>();
    private Optional<RecordedRehearsal> last = Optional.empty();
    private long begun = System.nanoTime();

    /**
     * @param record looks for the last rehearsal; only once something is pending
     * @param within how old the rehearsal may be; empty when none is required
     */
    Rollout(Supplier<Optional<RecordedRehearsal>> record, Optional<Duration> within, Instant now) {
        this.record = record;
        this.within = within;
        this.now = now;
    }

    /**
     * A file that was rehearsed and applied.
     *
     * @param rehearsed how long it took in the rehearsal
     * @param took how long it took now
     */
    public record Rehearsed(String script, Duration rehearsed, Duration took) {}

    @Override
    public void planned(List<MigrationFile> pending) {
        if (!pending.isEmpty()) {
            last = record.get();
        }
        if (within.isPresent()) {
            RequiredRehearsalJudge.problem(digests(pending), last, within, now).ifPresent(problem -> {
                throw PulseFailure.usage(
                        problem + "; nothing was applied", "pulse-db rehearse, and then migrate again");
            });
        }
        begun = System.nanoTime();
    }

    /** By name. */
    private static Map<String, String> digests(List<MigrationFile> files) {
        return files.stream().collect(Collectors.toMap(MigrationFile::script, MigrationFile::digest));
    }

    @Override
    public void committed(MigrationFile file) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        begun = System.nanoTime();
        last.flatMap(rehearsal -> Optional.ofNullable(rehearsal.byDigest().get(file.digest())))
                .ifPresent(rehearsed -> compared.add(new Rehearsed(file.script(), rehearsed, took)));
    }

    /** The files that were applied and rehearsed, in order. */
    public List<Rehearsed> compared() {
        return List.copyOf(compared);
    }

    /** The rehearsal with what was measured; empty where nothing was. */
    Optional<RecordedRehearsal> measured() {
        return ratio().isEmpty() ? Optional.empty() : last.map(rehearsal -> rehearsal.ratio(ratio().getAsDouble()));
    }

    /** How many times as long as in the rehearsal they took; empty where that is too short to tell. */
    private OptionalDouble ratio() {
        Duration rehearsed = compared.stream().map(Rehearsed::rehearsed).reduce(Duration.ZERO, Duration::plus);
        Duration took = compared.stream().map(Rehearsed::took).reduce(Duration.ZERO, Duration::plus);
        return rehearsed.compareTo(MEASURABLE) < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) took.toMillis() / rehearsed.toMillis());
    }
}
