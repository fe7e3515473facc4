package io.opsconductor.pulse.db.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;

/** Judges whether pending files were rehearsed as they are, lately enough, and well. */
final class RequiredRehearsalJudge {
    static final String ID = "schema.rehearsal";

    private RequiredRehearsalJudge() {}

    /**
     * Why the pending files may not be applied yet; empty when they may.
     *
     * @param pending the digests of the files, by name
     * @param last empty when there was no rehearsal
     * @param within how old it may be; empty for any age
     */
    static Optional<String> problem(
            Map<String, String> pending, Optional<RecordedRehearsal> last, Optional<Duration> within, Instant now) {
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        if (last.isEmpty()) {
            return Optional.of("pending migrations were never rehearsed on a backup of this database");
        }
        RecordedRehearsal rehearsal = last.get();
        List<String> others = pending.entrySet().stream()
                .filter(file -> !rehearsal.byDigest().containsKey(file.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            return Optional.of(
                    others.get(0) + (others.size() == 1 ? " was" : " and " + (others.size() - 1) + " more were")
                            + " not rehearsed as " + (others.size() == 1 ? "it is" : "they are"));
        }
        Duration age = Duration.between(rehearsal.at(), now);
        if (ClockSkew.isFuture(rehearsal.at(), now)) {
            return Optional.of("the rehearsal of the pending migrations lies in the future: a clock was wrong");
        }
        if (within.isPresent() && age.compareTo(within.get()) > 0) {
            return Optional.of("pending migrations were rehearsed " + Durations.text(age)
                    + " ago, and the rehearsal may be no older than " + Durations.text(within.get()));
        }
        return rehearsal.good()
                ? Optional.empty()
                : Optional.of("the rehearsal of the pending migrations on backup " + rehearsal.backup()
                        + " has critical findings or failed");
    }

    static Finding judge(
            String database,
            Map<String, String> pending,
            Optional<RecordedRehearsal> last,
            Optional<Duration> within,
            Instant now) {
        Optional<String> problem = problem(pending, last, within, now);
        if (problem.isPresent() && (within.isPresent() || last.isPresent())) {
            return Finding.warning(ID, database, problem.get())
                    .cure(Remedy.command("pulse-db rehearse"
                            + last.map(rehearsal -> " " + rehearsal.set()).orElse("")));
        }
        return Finding.ok(
                ID,
                database,
                pending.isEmpty()
                        ? "nothing is pending"
                        : problem.isPresent()
                                ? "no rehearsal of what is pending is required"
                                : "what is pending was rehearsed on backup "
                                        + last.get().backup());
    }
}
