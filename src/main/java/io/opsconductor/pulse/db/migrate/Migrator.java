package io.opsconductor.pulse.db.migrate;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationFolder;
import io.opsconductor.pulse.db.migrate.index.IndexCatalog;
import io.opsconductor.pulse.db.migrate.index.InvalidIndex;
import io.opsconductor.pulse.db.migrate.lint.LintProblem;
import io.opsconductor.pulse.db.migrate.plan.HistoryStore;
import io.opsconductor.pulse.db.migrate.plan.LintedFolder;
import io.opsconductor.pulse.db.migrate.plan.MigrationPlan;
import io.opsconductor.pulse.db.migrate.plan.PathTrust;
import io.opsconductor.pulse.db.migrate.plan.RecordedMigrations;
import io.opsconductor.pulse.db.migrate.plan.Refusals;
import io.opsconductor.pulse.db.migrate.plan.ScannedFiles;
import io.opsconductor.pulse.db.migrate.plan.SilentSettings;
import io.opsconductor.pulse.db.migrate.run.FlywayAdapter;
import io.opsconductor.pulse.db.migrate.run.HistoryGuard;
import io.opsconductor.pulse.db.migrate.run.Limits;
import io.opsconductor.pulse.db.migrate.run.LockedSession;
import io.opsconductor.pulse.db.migrate.run.LookingSession;
import io.opsconductor.pulse.db.migrate.run.MigrationRun;
import io.opsconductor.pulse.db.migrate.run.SessionSettings;
import io.opsconductor.pulse.db.migrate.run.StatementWatch;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.trust.SearchPaths;
import jakarta.enterprise.context.ApplicationScoped;

/** Brings a database's schema up to date, and says what state it is in. */
@ApplicationScoped
public class Migrator {
    private final MigrationSettings settings;

    public Migrator(MigrationSettings settings) {
        this.settings = settings;
    }

    /**
     * Applies what is pending, each file with its history row in one transaction, one run at a time.
     *
     * @throws PulseFailure (usage) when files and history do not fit, (not now) when another run holds the lock, (failed)
     *     when a file's SQL fails: that file is rolled back, those before it stay applied
     */
    public MigrateResult migrate(Database database, MigrateRequest request, MigrationProgress progress) {
        return migrate(database, request, progress, StatementWatch.NONE);
    }

    /** The same, statement by statement. */
    public MigrateResult migrate(
            Database database, MigrateRequest request, MigrationProgress progress, StatementWatch watch) {
        List<MigrationFile> files = files(request);
        String runName = LockedSession.name("migrate");
        return LockedSession.with(database, settings, runName, progress, session -> {
            HistoryStore history = session.history();
            ScannedFiles scanned = new ScannedFiles();
            RecordedMigrations recorded = history.recorded();
            MigrationPlan plan = plan(history, recorded, files, request, scanned, progress::warned);
            MigrationRun run = new MigrationRun(plan, scanned, progress, watch);
            watch.planned(plan.pending());
            watch.session(session.backend(), session::cancel);
            if (recorded.isEmpty() && plan.hasWork()) {
                progress.installing(
                        plan.pending().size(),
                        MigrationFolder.words(folder(request.directory())),
                        database.name(),
                        history.place().schema());
            }
            if (plan.hasWork()) {
                history.records().prepare(plan);
                if (!plan.adopted().isEmpty()) {
                    progress.adopted(plan.adopted().size());
                }
                if (!plan.foreign().isEmpty()) {
                    progress.adoptedFromFlyway(plan.foreign().size());
                }
                new FlywayAdapter(
                                session.connection(),
                                new SessionSettings(settings, runName, session.server()),
                                HistoryGuard.of(session.connection(), history.filled()),
                                session.waits(progress),
                                settings.lockRetries(),
                                new Limits(database, settings))
                        .apply(run);
            }
            for (InvalidIndex index : IndexCatalog.invalid(session.connection())) {
                progress.warned(index.message() + " -> " + index.remedy());
            }
            RecordedMigrations now = plan.hasWork() ? history.recorded() : recorded;
            return result(MigrationPlan.of(files, now, Optional.empty()), run.applied());
        });
    }

    /** What {@link #migrate} would do; changes nothing and takes no lock. */
    public MigrateResult dryRun(Database database, MigrateRequest request) {
        return planned(database, request, (plan, scanned) -> result(plan, List.of())
                .outside(file -> scanned.of(file).runsOutsideTransaction(), plan.pending()));
    }

    /**
     * What {@link #migrate} would execute, file by file, each with a line above it that names it; changes nothing and takes no
     * lock.
     */
    public String sql(Database database, MigrateRequest request) {
        return planned(database, request, (plan, scanned) -> plan.pending().stream()
                .map(file -> "-- " + file.script()
                        + (scanned.of(file).runsOutsideTransaction() ? " (outside a transaction)" : "")
                        + System.lineSeparator() + file.text().stripTrailing() + System.lineSeparator())
                .collect(Collectors.joining(System.lineSeparator())));
    }

    private <T> T planned(Database database, MigrateRequest request, BiFunction<MigrationPlan, ScannedFiles, T> use) {
        List<MigrationFile> files = files(request);
        ScannedFiles scanned = new ScannedFiles();
        return LookingSession.with(
                database,
                "migrate --dry-run",
                settings,
                (history, role, connection) ->
                        use.apply(plan(history, history.recorded(), files, request, scanned, warning -> {}), scanned));
    }

    /**
     * Makes the next file of a folder.
     *
     * @param directory empty for the configured one
     * @throws PulseFailure (usage) where no folder is configured, and as {@link NewMigration#create} says
     */
    public Path create(Optional<Path> directory, String words, Instant now) {
        Path folder = directory
                .or(settings::directory)
                .orElseThrow(() -> PulseFailure.usage(
                        "the packed migrations take no new file",
                        "name your folder by --migrations or PULSE_MIGRATIONS_DIRECTORY"));
        return NewMigration.create(folder, words, now);
    }

    /** False where no folder of migrations is configured, as of a database whose schema is not made by them. */
    boolean hasFolder() {
        return settings.directory().isPresent();
    }

    /** What is pending, by name, with the digest of its text; whether it could be applied is not asked. */
    public Map<String, String> pending(Database database) {
        List<MigrationFile> files = files(Optional.empty());
        return LookingSession.with(
                database,
                "status",
                settings,
                (history, role, connection) ->
                        MigrationPlan.of(files, history.recorded(), Optional.empty()).pending().stream()
                                .collect(Collectors.toMap(MigrationFile::script, MigrationFile::digest)));
    }

    /** How many migrations the database knows of. */
    int recorded(Database database) {
        return status(database, List.of()).migrations().size();
    }

    public SchemaStatus status(Database database, Optional<Path> directory) {
        return status(database, files(directory));
    }

    private SchemaStatus status(Database database, List<MigrationFile> files) {
        return LookingSession.with(database, "status", settings, (history, role, connection) -> {
            RecordedMigrations recorded = history.recorded();
            SchemaStatus status =
                    MigrationPlan.of(files, recorded, Optional.empty()).status();
            return status.noting(
                            recorded.isEmpty() && history.foreignObjects() > 0
                                    ? Refusals.BY_HAND + ": all count as pending, and migrate refuses to begin"
                                    : history.place()
                                            .others()
                                            .map(Refusals::others)
                                            .orElse(""))
                    .from(history.open());
        });
    }

    /**
     * Files against history, and the text of those that are still to run; needs no right to change anything.
     *
     * @param all the text of those that are applied too, which nothing can change any more
     */
    public ValidateResult validate(Database database, Optional<Path> directory, boolean all) {
        List<MigrationFile> files = files(directory);
        SchemaStatus status = status(database, files);
        Set<String> applied = all
                ? Set.of()
                : status.in(MigrationState.APPLIED).stream()
                        .map(MigrationStatus::script)
                        .collect(Collectors.toSet());
        return ValidateResult.of(
                status,
                LintedFolder.problems(files).stream()
                        .filter(problem -> !applied.contains(problem.script()))
                        .toList());
    }

    private MigrationPlan plan(
            HistoryStore history,
            RecordedMigrations recorded,
            List<MigrationFile> files,
            MigrateRequest request,
            ScannedFiles scanned,
            Consumer<String> warnings)
            throws SQLException {
        history.requirePlace();
        MigrationPlan plan = MigrationPlan.of(files, recorded, request);
        if (recorded.isEmpty() && history.foreignObjects() > 0) {
            throw Refusals.byHand(history.otherTools());
        }
        if (plan.hasWork()) {
            FlywayAdapter.loadAhead();
            SearchPaths paths = history.paths(plan.pending(), scanned);
            PathTrust.refusal(paths).ifPresent(refusal -> {
                throw refusal;
            });
            PathTrust.warnings(paths).forEach(warnings);
            SilentSettings.refusal(history.role().hiding()).ifPresent(refusal -> {
                throw refusal;
            });
            SilentSettings.warnings(history.role(), plan.pending()).forEach(warnings);
        }
        List<LintProblem> lint = LintedFolder.problems(files, plan.pending(), scanned);
        Refusals.foreignHistory(plan.status())
                .or(() -> Refusals.splitHistory(files, recorded))
                .or(() -> Refusals.of(plan, request, lint))
                .ifPresent(refusal -> {
                    throw refusal;
                });
        lint.stream().map(LintProblem::text).forEach(warnings);
        return plan;
    }

    private static MigrateResult result(MigrationPlan plan, List<AppliedFile> applied) {
        List<AppliedFile> skipped = plan.status().in(MigrationState.SKIPPED).stream()
                .map(row -> new AppliedFile(row.version(), row.script(), 0))
                .toList();
        return new MigrateResult(
                plan.status().schemaVersion(),
                applied,
                plan.pending().stream().map(AppliedFile::pending).toList(),
                skipped,
                Set.of());
    }

    private List<MigrationFile> files(MigrateRequest request) {
        List<MigrationFile> files = files(request.directory());
        request.requireTarget(files);
        return files;
    }

    private List<MigrationFile> files(Optional<Path> directory) {
        return MigrationFolder.read(folder(directory));
    }

    private Optional<Path> folder(Optional<Path> directory) {
        return directory.or(settings::directory);
    }
}
