package io.opsconductor.pulse.db.drill;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupSchedule;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.BackupSettings.BackupSet;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.drill.attempt.AttemptRecord;
import io.opsconductor.pulse.db.drill.attempt.DrillAttempts;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseSizeCatalog;
import io.opsconductor.pulse.db.postgres.clock.ServerClockCatalog;
import jakarta.inject.Singleton;

/** Reads what drills wrote beside the backups. Restores nothing itself. */
@Singleton
public class DrillCheck extends Check.OfflineCheck {
    private final Backups backups;
    private final BackupSettings settings;

    DrillCheck(Backups backups, BackupSettings settings) {
        super("backups", DrillJudge.ID);
        this.backups = backups;
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant here) {
        Instant now = ServerClockCatalog.later(database, here);
        List<Finding> findings = new ArrayList<>();
        prospects(database, now, now, (set, failure) -> findings.add(Finding.couldNotLook(DrillJudge.ID, set, failure)))
                .forEach(prospect -> findings.add(prospect.at(now)));
        return findings;
    }

    /**
     * One for each set of dumps.
     *
     * @param until when their schedules are followed to
     * @param failed told each set that could not be looked at, and why
     */
    List<DrillProspect> prospects(
            Database database, Instant now, Instant until, BiConsumer<String, PulseFailure> failed) {
        List<DrillProspect> prospects = new ArrayList<>();
        OptionalLong bytes = OptionalLong.empty();
        for (String set : backups.dumpSets(database)) {
            try {
                List<Backup> listed = backups.list(database, set);
                if (!listed.isEmpty() && listed.stream().allMatch(Backups::isBaseBackup)) {
                    continue;
                }
                Optional<DrillResult> last = newest(all(backups, set, listed, copies(backups, settings, set)));
                if (last.isPresent() && bytes.isEmpty()) {
                    bytes = DatabaseSizeCatalog.bytes(database);
                }
                BackupSet promised = settings.byName().get(set);
                prospects.add(new DrillProspect(
                        set,
                        promised.drillEvery(),
                        promised.rto(),
                        last,
                        bytes,
                        broken(set, listed),
                        attempts(set),
                        runs(set, promised, now, until)));
            } catch (PulseFailure failure) {
                failed.accept(set, failure);
            }
        }
        return prospects;
    }

    private static List<Instant> runs(String set, BackupSet promised, Instant now, Instant until) {
        return now.equals(until)
                ? List.of()
                : promised.drillSchedule()
                        .map(cron -> BackupSchedule.parse(set, "drill-schedule", cron)
                                .between(now, until))
                        .orElse(List.of());
    }

    @Override
    public List<Sample> samples(Database database, Instant now) {
        List<Sample> samples = new ArrayList<>();
        for (String set : backups.dumpSets(database)) {
            BackupSet promised = settings.byName().get(set);
            promised.rto()
                    .ifPresent(rto ->
                            samples.add(Sample.lasting(Metric.BACKUP_RECOVERY_TIME_OBJECTIVE_SECONDS, rto, set)));
            promised.drillEvery()
                    .ifPresent(
                            every -> samples.add(Sample.lasting(Metric.DRILL_INTERVAL_OBJECTIVE_SECONDS, every, set)));
            try {
                samples.addAll(samples(
                        set,
                        all(backups, set, backups.list(database, set), copies(backups, settings, set))
                                .toList()));
            } catch (PulseFailure failure) {
                // The findings have said it.
            }
        }
        return samples;
    }

    private static List<Sample> samples(String set, List<DrillResult> drills) {
        List<Sample> samples = new ArrayList<>();
        newest(drills.stream())
                .ifPresent(last -> samples.add(Sample.at(Metric.DRILL_LAST_ATTEMPT_TIMESTAMP_SECONDS, last.at(), set)));
        newest(drills.stream().filter(DrillResult::matches)).ifPresent(good -> {
            samples.add(Sample.at(Metric.DRILL_LAST_SUCCESS_TIMESTAMP_SECONDS, good.at(), set));
            samples.add(Sample.lasting(Metric.DRILL_RESTORE_DURATION_SECONDS, good.took(), set));
        });
        return samples;
    }

    /** By when it ended, also where that lies in the future: the judge says what such a one hides. */
    static Optional<DrillResult> newest(Stream<DrillResult> drills) {
        return drills.max(Comparator.comparing(DrillResult::at));
    }

    /**
     * What is recorded, some of it twice. A result that was copied along with another backup's files says nothing, nor does one of
     * another database's backup: two databases may share a set, each with its own configuration.
     *
     * @param copies the names of the set's copies
     */
    static Stream<DrillResult> all(Backups backups, String set, List<Backup> listed, Set<String> copies) {
        return Stream.concat(
                        places(copies)
                                .flatMap(place ->
                                        DrillRecord.read(backups.lastDrill(set, place), backups.seal(set)).stream()
                                                .filter(drill -> drill.copy().equals(place))),
                        records(backups, set, listed).stream()
                                .flatMap(
                                        backup -> DrillRecord.read(DrillRecord.file(backup), backups.seal(set)).stream()
                                                .filter(drill -> drill.backup().equals(backup.id()))))
                .filter(drill -> drill.set().equals(set))
                .filter(drill -> backups.mayBeOf(set, drill.databases()))
                .filter(drill -> listed.stream()
                        .noneMatch(one ->
                                one.lacks() == Backup.Lack.DATABASE && one.id().equals(drill.backup())));
    }

    /** Of what lies here, and of each copy. */
    private static Stream<Optional<String>> places(Set<String> copies) {
        return Stream.concat(Stream.of(Optional.empty()), copies.stream().map(Optional::of));
    }

    /** Where another tool makes the backups there is no copy of ours. */
    static Set<String> copies(Backups backups, BackupSettings settings, String set) {
        return backups.sets().contains(set)
                ? settings.byName().get(set).copies().keySet()
                : Set.of();
    }

    /** Records that cannot be believed: of which backup, of the set's last drill, or of the last one from a copy. */
    private List<BrokenRecord> broken(String set, List<Backup> listed) {
        return Stream.concat(
                        records(backups, set, listed).stream()
                                .filter(backup -> DrillRecord.isBroken(DrillRecord.file(backup), backups.seal(set)))
                                .map(backup -> BrokenRecord.ofBackup(backup.id())),
                        places(copies(backups, settings, set))
                                .filter(place -> isBroken(backups.lastDrill(set, place), backups.seal(set))
                                        || place.isEmpty() && isLastRemoved(set, listed))
                                .map(BrokenRecord::ofLast))
                .toList();
    }

    private static boolean isBroken(Path last, SealKey seal) {
        return DrillRecord.isBroken(last, seal) || AttemptRecord.isBroken(AttemptRecord.beside(last), seal);
    }

    private List<DrillAttempts> attempts(String set) {
        return places(copies(backups, settings, set))
                .flatMap(place ->
                        AttemptRecord.read(AttemptRecord.beside(backups.lastDrill(set, place)), backups.seal(set))
                                .stream())
                .toList();
    }

    /** Each drill of a backup writes both: with a key, one without the other may hide what came after it. */
    private boolean isLastRemoved(String set, List<Backup> listed) {
        return backups.seal(set).isKeyed()
                && !Files.exists(backups.lastDrill(set, Optional.empty()), LinkOption.NOFOLLOW_LINKS)
                && records(backups, set, listed).stream().anyMatch(backup -> Files.exists(DrillRecord.file(backup)));
    }

    /** Beside a dump that another tool made nothing of ours lies. */
    private static List<Backup> records(Backups backups, String set, List<Backup> listed) {
        return backups.sets().contains(set) ? listed : List.of();
    }
}
