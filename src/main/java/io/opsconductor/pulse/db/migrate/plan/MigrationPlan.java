package io.opsconductor.pulse.db.migrate.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationVersion;
import io.opsconductor.pulse.db.migrate.legacy.RunnerHistory;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;

/**
 * What a run will do. Pure.
 *
 * @param status every migration known to folder or history, in order
 * @param pending the files to apply, in order, up to the target; with {@code --apply-skipped} the skipped ones too
 * @param adopted files that the Python runner applied and the history does not know yet, in order
 * @param skipped files that the Python runner never ran and the history does not know as such yet, in order
 * @param foreign files that the history knows under another tool's name and our log does not know yet, with their rows
 * @param again files of {@code pending} that are applied already and run once more, as {@code --run-again} asks
 * @param undecided files that ran without a skipped one before them, where no option said whether to run them again
 * @param done files whose work is in the database
 */
public record MigrationPlan(
        SchemaStatus status,
        List<MigrationFile> pending,
        List<MigrationFile> adopted,
        List<MigrationFile> skipped,
        List<Foreign> foreign,
        List<MigrationFile> again,
        List<MigrationFile> undecided,
        List<MigrationFile> done) {

    /** A file of the folder, and what another tool recorded of it. */
    record Foreign(MigrationFile file, AppliedMigration row) {}

    /**
     * @param files the folder, in order
     * @param recorded what the database knows
     * @param target the newest version to apply; empty for all
     */
    public static MigrationPlan of(
            List<MigrationFile> files, RecordedMigrations recorded, Optional<MigrationVersion> target) {
        return of(files, recorded, new MigrateRequest(target.map(MigrationVersion::label), Optional.empty()));
    }

    /** @throws io.opsconductor.pulse.db.failure.PulseFailure (usage) when the request names what is no version */
    public static MigrationPlan of(List<MigrationFile> files, RecordedMigrations recorded, MigrateRequest request) {
        Map<MigrationFile, MigrationStatus> rows = new TreeMap<>();
        files.forEach(file -> rows.put(file, recorded.statusOf(file)));
        Optional<MigrationVersion> newest = newestDone(rows, recorded);
        rows.replaceAll((file, row) -> row.state() == MigrationState.PENDING
                        && newest.filter(version -> file.version().compareTo(version) < 0)
                                .isPresent()
                ? row.belowNewest()
                : row);

        Optional<MigrationVersion> target = request.targetVersion();
        Predicate<MigrationFile> wanted =
                file -> target.isEmpty() || file.version().compareTo(target.get()) <= 0;
        List<MigrationFile> skipped = in(rows, MigrationState.SKIPPED::equals);
        List<MigrationFile> late =
                request.applySkipped() ? skipped.stream().filter(wanted).toList() : List.of();
        List<MigrationFile> done = in(rows, MigrationState::isInDatabase);
        List<MigrationFile> followers = done.stream()
                .filter(file -> late.stream().anyMatch(earlier -> RunnerHistory.follows(file, earlier)))
                .toList();
        Set<MigrationVersion> runAgain = request.versionsToRunAgain();
        List<MigrationFile> again = followers.stream()
                .filter(file -> runAgain.contains(file.version()))
                .toList();
        List<MigrationFile> pending = files.stream()
                .filter(file -> late.contains(file)
                        || again.contains(file)
                        || rows.get(file).state() == MigrationState.PENDING && wanted.test(file))
                .toList();
        return new MigrationPlan(
                status(rows, recorded.withoutFile(files)),
                pending,
                files.stream().filter(recorded::isAdoptable).toList(),
                skipped.stream().filter(file -> !recorded.isInHistory(file)).toList(),
                files.stream()
                        .flatMap(file -> recorded.foreign(file).map(row -> new Foreign(file, row)).stream())
                        .toList(),
                again,
                request.runAgain().isEmpty() ? followers : List.of(),
                done);
    }

    /** True when the database has to be told anything. */
    public boolean hasWork() {
        return !pending.isEmpty() || takesOver();
    }

    /** True when the history or our log has to take over what others recorded. */
    boolean takesOver() {
        return !adopted.isEmpty() || !skipped.isEmpty() || !foreign.isEmpty() || !again.isEmpty();
    }

    /** Why a file runs although it would not by itself: kept in the log. Empty for the ordinary case. */
    public String permission(MigrationFile file) {
        if (again.contains(file)) {
            return "once more, by --run-again";
        }
        return status.migrations().stream()
                .filter(row -> row.script().equals(file.script()))
                .findFirst()
                .map(row -> row.outOfOrder()
                        ? "out of order, by --allow-out-of-order"
                        : row.state() == MigrationState.SKIPPED ? "skipped before, by --apply-skipped" : "")
                .orElse("");
    }

    private static List<MigrationFile> in(Map<MigrationFile, MigrationStatus> rows, Predicate<MigrationState> states) {
        return rows.entrySet().stream()
                .filter(entry -> states.test(entry.getValue().state()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Optional<MigrationVersion> newestDone(
            Map<MigrationFile, MigrationStatus> rows, RecordedMigrations recorded) {
        Optional<MigrationVersion> ofFiles = in(rows, MigrationState::isInDatabase).stream()
                .map(MigrationFile::version)
                .reduce((lower, higher) -> higher);
        return recorded.newest()
                .filter(version -> ofFiles.isEmpty() || version.compareTo(ofFiles.get()) > 0)
                .or(() -> ofFiles);
    }

    /** In the order of versions; what has none that can be read comes last. */
    private static SchemaStatus status(Map<MigrationFile, MigrationStatus> rows, List<MigrationStatus> withoutFile) {
        List<MigrationStatus> all = new ArrayList<>(rows.values());
        all.addAll(withoutFile);
        MigrationVersion last = new MigrationVersion(Long.MAX_VALUE, 0);
        all.sort(Comparator.comparing(
                row -> MigrationVersion.parse(row.version()).orElse(last)));
        Optional<String> newest = all.stream()
                .filter(row -> row.state().isInDatabase()
                        && MigrationVersion.parse(row.version()).isPresent())
                .reduce((earlier, later) -> later)
                .map(MigrationStatus::version);
        return new SchemaStatus(newest, List.copyOf(all));
    }
}
