package io.opsconductor.pulse.db.migrate.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationVersion;
import io.opsconductor.pulse.db.migrate.index.InvalidIndex;
import io.opsconductor.pulse.db.migrate.status.Drift;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.RepairAction;

/** What a repair will write. Pure. */
public record RepairPlan(RepairAction action, List<Step> steps) {

    /**
     * One migration.
     *
     * @param version as the history writes it
     * @param logVersion as our log writes it
     * @param file null when the folder has none
     * @param was how it was told before, for the log
     */
    public record Step(String version, String logVersion, String script, MigrationFile file, String was) {}

    /**
     * @param wanted versions or file names
     * @throws PulseFailure (usage) when one of them is not in the state that the action is for
     */
    public static RepairPlan of(
            RepairAction action, List<String> wanted, List<MigrationFile> files, RecordedMigrations recorded) {
        List<MigrationStatus> all =
                MigrationPlan.of(files, recorded, Optional.empty()).status().migrations();
        List<Step> steps = new ArrayList<>();
        for (String name : wanted) {
            MigrationStatus row = find(action, name, all);
            Optional<AppliedMigration> known = recorded.row(row)
                    .filter(found -> row.state() != MigrationState.MISSING
                            || found.script().equals(row.script()));
            MigrationFile file = files.stream()
                    .filter(candidate -> candidate.script().equals(row.script()))
                    .findFirst()
                    .orElse(null);
            if (file == null && action == RepairAction.MARK_APPLIED) {
                throw PulseFailure.usage(
                        row.script() + " is not in the folder", "bring the file back, or repair retry it");
            }
            String logVersion = logVersion(row, known, file);
            String was = Drift.what(row)
                    + known.filter(found -> found.checksum().isPresent())
                            .map(found -> "; checksum " + found.checksum().getAsInt())
                            .orElse("");
            String version = known.map(AppliedMigration::version).orElse(logVersion);
            steps.add(new Step(version, logVersion, row.script(), file, was));
        }
        return new RepairPlan(action, steps.stream().distinct().toList());
    }

    /** True when one of the files makes this index, outside a transaction. */
    public boolean makes(InvalidIndex index) {
        return steps.stream()
                .map(Step::file)
                .filter(Objects::nonNull)
                .filter(MigrationFile::blocksNobody)
                .anyMatch(file -> index.isMadeIn(file.text()));
    }

    /** The version as Flyway would write it; the file's name where only the Python runner knows that. */
    private static String logVersion(MigrationStatus row, Optional<AppliedMigration> known, MigrationFile file) {
        if (file != null) {
            return file.version().flyway();
        }
        return known.isEmpty() && row.state() == MigrationState.MISSING
                ? row.script()
                : MigrationVersion.parse(row.version())
                        .map(MigrationVersion::flyway)
                        .orElse(row.version());
    }

    private static MigrationStatus find(RepairAction action, String name, List<MigrationStatus> all) {
        List<MigrationStatus> named = all.stream()
                .filter(row -> row.script().equals(name) || sameVersion(row.version(), name))
                .toList();
        return named.stream()
                .filter(row -> row.state() == action.state())
                .findFirst()
                .orElseThrow(() -> named.isEmpty()
                        ? PulseFailure.usage("no migration is called " + name, "see pulse-db status")
                        : PulseFailure.usage(
                                named.get(0).script() + " is "
                                        + named.get(0).state().word() + ", and " + action.word() + " is for what is "
                                        + action.state().word(),
                                "see pulse-db status"));
    }

    private static boolean sameVersion(String version, String name) {
        return version.equals(name)
                || MigrationVersion.parse(name)
                        .filter(wanted -> MigrationVersion.parse(version)
                                .filter(wanted::equals)
                                .isPresent())
                        .isPresent();
    }
}
