package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Judges what the last drill of a set showed: that a backup could be restored, lately enough, and soon enough for the
 * recovery time objective, by the size that the database has now.
 */
final class DrillJudge {
    static final String ID = "backup.drill";

    private DrillJudge() {}

    /**
     * @param every how often the set is to be restored; empty when nobody decided
     * @param rto how long a restore may take, as configured now; empty when nobody decided
     * @param last the newest drill of any of the set's backups; empty when there was none
     * @param bytesNow the size of the database; empty when it is not known
     */
    static Finding judge(
            String set,
            Optional<Duration> every,
            Optional<Duration> rto,
            Optional<DrillResult> last,
            OptionalLong bytesNow,
            Instant now) {
        String target = target(every, rto);
        String again = "pulse-db drill " + set;
        if (last.isEmpty()) {
            return new Finding(
                    ID, Severity.WARNING, set, "never", target, "no backup of this set has ever been restored", again);
        }
        DrillResult drill = last.get();
        Duration age = Duration.between(drill.at(), now);
        if (ClockSkew.isFuture(drill.at(), now)) {
            return new Finding(
                    ID,
                    Severity.WARNING,
                    set,
                    Durations.text(age.abs()) + " from now",
                    target,
                    "the last restore, of backup " + drill.backup()
                            + ", lies in the future: a clock was wrong, and what was restored since is hidden by it",
                    again + " --backup=" + drill.backup());
        }
        String measured = (drill.failure().isPresent() ? "failed" : Durations.text(drill.took())) + ", "
                + Durations.text(age.isNegative() ? Duration.ZERO : age) + " ago";
        if (drill.failure().isPresent()) {
            return new Finding(
                    ID,
                    Severity.CRITICAL,
                    set,
                    measured,
                    target,
                    "the last restore failed: " + drill.failure().get(),
                    again);
        }
        if (!drill.matches()) {
            return new Finding(
                    ID,
                    Severity.CRITICAL,
                    set,
                    measured,
                    target,
                    "backup " + drill.backup() + " was restored and is not what its manifest says: "
                            + differences(drill),
                    again + " --backup=" + drill.backup());
        }
        return timely(set, every, rto, drill, age, measured, target, bytesNow);
    }

    /**
     * A record that was changed by hand counts for none; what it said nobody knows, so that it is no longer all good.
     *
     * @param broken whose drill such a record is of, as in {@code backup 20260131T000000Z}
     */
    static Finding doubting(Finding finding, List<String> broken) {
        if (broken.isEmpty()) {
            return finding;
        }
        boolean good = finding.severity() == Severity.OK;
        return new Finding(
                finding.check(),
                good ? Severity.WARNING : finding.severity(),
                finding.subject(),
                finding.measured(),
                finding.target(),
                finding.message() + "; the record of a drill of " + String.join(", ", broken)
                        + " counts for none: it was changed by hand, or is from before records were sealed",
                good ? again(finding.subject(), broken.get(0)) : finding.remedy());
    }

    private static String again(String set, String broken) {
        String backup = "backup ";
        return "pulse-db drill " + set
                + (broken.startsWith(backup) ? " --backup=" + broken.substring(backup.length()) : "");
    }

    private static Finding timely(
            String set,
            Optional<Duration> every,
            Optional<Duration> rto,
            DrillResult drill,
            Duration age,
            String measured,
            String target,
            OptionalLong bytesNow) {
        String again = "pulse-db drill " + set;
        String restored = "backup " + drill.backup() + " was restored and matches";
        if (rto.isPresent() && drill.took().compareTo(rto.get()) > 0) {
            return new Finding(
                    ID,
                    Severity.CRITICAL,
                    set,
                    measured,
                    target,
                    restored + ", but took longer than the recovery time objective",
                    "restore with more sessions (PULSE_DRILL_JOBS) or on faster disks, or agree on a longer rto");
        }
        if (every.isPresent() && age.compareTo(every.get()) > 0) {
            return new Finding(ID, Severity.WARNING, set, measured, target, restored + ", but too long ago", again);
        }
        Optional<Duration> expected = expected(drill, bytesNow);
        if (rto.isPresent() && expected.isPresent() && expected.get().compareTo(rto.get()) > 0) {
            return new Finding(
                    ID,
                    Severity.WARNING,
                    set,
                    measured,
                    target,
                    restored + ", but the database has grown to " + Bytes.text(bytesNow.getAsLong())
                            + ", which would take about " + Durations.text(expected.get()),
                    again);
        }
        return Finding.ok(ID, set, measured, target, restored);
    }

    /** By the rate that was measured. Empty when the database is no larger than what was restored. */
    private static Optional<Duration> expected(DrillResult drill, OptionalLong bytesNow) {
        if (bytesNow.isEmpty() || drill.bytes() == 0 || bytesNow.getAsLong() <= drill.bytes()) {
            return Optional.empty();
        }
        double growth = (double) bytesNow.getAsLong() / drill.bytes();
        return Optional.of(Duration.ofMillis(Math.round(drill.took().toMillis() * growth)));
    }

    private static String differences(DrillResult drill) {
        String first = drill.differences().get(0);
        int more = drill.differences().size() - 1;
        return first + (more == 0 ? "" : ", and " + more + " more");
    }

    private static String target(Optional<Duration> every, Optional<Duration> rto) {
        String within = rto.map(limit -> "within " + Durations.text(limit)).orElse("");
        String often = every.map(time -> "every " + Durations.text(time)).orElse("");
        return within + (within.isEmpty() || often.isEmpty() ? "" : ", ") + often;
    }
}
