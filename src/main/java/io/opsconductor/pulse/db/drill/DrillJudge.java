package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.ShellWord;

/**
 * Judges what the last drill of a set showed: that a backup could be restored, lately enough, and soon enough for the
 * recovery time objective, by the size that the database has now.
 */
final class DrillJudge {
    static final String ID = "backup.drill";

    private DrillJudge() {}

    /**
     * @param every how often the set is to be restored; empty when not configured
     * @param rto how long a restore may take, as configured now; empty when not configured
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
        Remedy again = Remedy.command("pulse-db drill " + set);
        if (last.isEmpty()) {
            return Finding.warning(ID, set, "no backup of this set has ever been restored")
                    .measured("never")
                    .target(target)
                    .cure(again);
        }
        DrillResult drill = last.get();
        Duration age = Duration.between(drill.at(), now);
        if (ClockSkew.isFuture(drill.at(), now)) {
            return Finding.warning(
                            ID,
                            set,
                            "the last restore, of " + restored(drill)
                                    + ", lies in the future: a clock was wrong, and what was restored since is hidden by"
                                    + " it")
                    .measured(Durations.text(age.abs()) + " from now")
                    .target(target)
                    .cure(again(set, drill));
        }
        String measured = (drill.failure().isPresent() ? "failed" : Durations.text(drill.took())) + ", "
                + Durations.text(age.isNegative() ? Duration.ZERO : age) + " ago";
        if (drill.failure().isPresent()) {
            return Finding.critical(
                            ID,
                            set,
                            "the last restore"
                                    + drill.copy()
                                            .map(name -> ", from the copy " + name + ",")
                                            .orElse("")
                                    + " failed: " + drill.failure().get())
                    .measured(measured)
                    .target(target)
                    .cure(drill.copy().isPresent() ? again(set, drill) : again);
        }
        if (!drill.matches()) {
            return Finding.critical(
                            ID,
                            set,
                            restored(drill) + " was restored and is not what "
                                    + (drill.comparedWith().equals(DrillResult.MANIFEST)
                                            ? "its manifest says: "
                                            : drill.comparedWith() + " holds: ")
                                    + differences(drill))
                    .measured(measured)
                    .target(target)
                    .cure(again(set, drill));
        }
        Figure took = Figure.seconds(drill.took());
        return timely(set, every, rto, drill, age, measured, target, bytesNow)
                .figure(rto.map(took::limit).orElse(took));
    }

    /**
     * A record that was changed by hand or put back does not count; what it said is unknown, so the verdict is no longer good.
     *
     * @param broken such records
     */
    static Finding withProblems(Finding finding, List<BrokenRecord> broken) {
        if (broken.isEmpty()) {
            return finding;
        }
        BrokenRecord first = broken.get(0);
        return finding.doubted(
                "the record of a drill of "
                        + broken.stream().map(BrokenRecord::text).collect(Collectors.joining(", "))
                        + " does not count: it was changed by hand, put back or removed, or is from before records were"
                        + " sealed",
                again(finding.subject(), first.backup(), first.copy()));
    }

    private static Remedy again(String set, DrillResult drill) {
        return again(set, Optional.of(drill.backup()), drill.copy());
    }

    private static Remedy again(String set, Optional<String> backup, Optional<String> copy) {
        return Remedy.command("pulse-db drill " + set
                + copy.map(name -> " --copy=" + ShellWord.of(name)).orElse("")
                + backup.map(id -> " --backup=" + ShellWord.of(id)).orElse(""));
    }

    /** What was: a copy proves more than a backup that lies here, and a backup nothing of its copies. */
    private static String restored(DrillResult drill) {
        return drill.copy().map(name -> "the copy " + name + " of ").orElse("") + "backup " + drill.backup();
    }

    /** Whether none of these results is as new as promised. */
    static boolean isOverdue(Optional<DrillResult> last, Optional<Duration> every, Instant now) {
        return every.filter(often -> last.filter(drill -> !isOverdue(Duration.between(drill.at(), now), often))
                        .isEmpty())
                .isPresent();
    }

    private static boolean isOverdue(Duration age, Duration every) {
        return age.compareTo(every) > 0;
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
        Remedy again = Remedy.command("pulse-db drill " + set);
        String restored = restored(drill)
                + (drill.copy().isPresent() ? " was downloaded, restored and" : " was restored and") + " matches";
        if (rto.isPresent() && drill.took().compareTo(rto.get()) > 0) {
            return Finding.critical(ID, set, restored + ", but took longer than the recovery time objective")
                    .measured(measured)
                    .target(target)
                    .cure(Remedy.text("restore with more sessions (PULSE_DRILL_JOBS) or on faster disks")
                            .or(Remedy.text("agree on a longer rto")));
        }
        if (every.filter(often -> isOverdue(age, often)).isPresent()) {
            return Finding.warning(ID, set, restored + ", but too long ago")
                    .measured(measured)
                    .target(target)
                    .cure(again);
        }
        Optional<Duration> expected = expected(drill, bytesNow);
        if (rto.isPresent() && expected.isPresent() && expected.get().compareTo(rto.get()) > 0) {
            return Finding.warning(
                            ID,
                            set,
                            restored + ", but the database has grown to " + Bytes.text(bytesNow.getAsLong())
                                    + ", which would take about " + Durations.text(expected.get()))
                    .measured(measured)
                    .target(target)
                    .cure(again);
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
