package io.opsconductor.pulse.db.migrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/** Runs migrations of a folder of one's own inside this JVM, and remembers what was told on the way. */
public final class TestRun implements MigrationProgress {
    public final List<String> told = new CopyOnWriteArrayList<>();
    private final TestDatabase database;
    private final Path folder;
    private String url;
    private Duration lockWait = Duration.ofSeconds(30);
    private Duration lockTimeout = Duration.ofSeconds(5);
    private Optional<Duration> statementTimeout = Optional.empty();
    private int lockRetries = 3;
    private Optional<String> historySchema = Optional.empty();
    private boolean runnerTable = true;
    private Duration concurrentLockTimeout = Duration.ofHours(2);
    private Duration lostAfter = Duration.ofSeconds(60);

    public TestRun(TestDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
        this.url = database.url();
    }

    public Path folder() {
        return folder;
    }

    public TestRun file(String name, String... lines) {
        try {
            Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder written for the Python runner, which took two of these files for one version. */
    public TestRun runnersFolder() {
        return file("001_base.sql", "CREATE TABLE base (n int);")
                .file("036_add_foreign_keys.sql", "CREATE TABLE keys (n int);")
                .file("036a_cleanup_tenant_refs.sql", "CREATE TABLE cleanup (n int);")
                .file("037_last.sql", "CREATE TABLE last (n int);");
    }

    public TestRun lockWait(Duration limit) {
        lockWait = limit;
        return this;
    }

    /** With profile {@code none}, as for any database but Pulse's. */
    public TestRun stranger() {
        runnerTable = false;
        return this;
    }

    /** Another way to the database, such as one through a proxy. */
    public TestRun through(String way) {
        url = way;
        return this;
    }

    /** How long a statement queues for a table lock, and how often the file is tried again. */
    public TestRun lockTimeout(Duration limit, int retries) {
        lockTimeout = limit;
        lockRetries = retries;
        return this;
    }

    public TestRun concurrentLockTimeout(Duration limit) {
        concurrentLockTimeout = limit;
        return this;
    }

    public TestRun historySchema(String schema) {
        historySchema = Optional.of(schema);
        return this;
    }

    TestRun statementTimeout(Duration limit) {
        statementTimeout = Optional.of(limit);
        return this;
    }

    public TestRun lostAfter(Duration limit) {
        lostAfter = limit;
        return this;
    }

    public MigrateResult migrate() {
        return migrate(MigrateRequest.ALL);
    }

    public MigrateResult migrateTo(String target) {
        return migrate(new MigrateRequest(Optional.of(target), Optional.empty()));
    }

    /** With what goes beyond the ordinary; {@code runAgain} as on the command line. */
    public MigrateResult migrateAllowing(boolean outOfOrder, boolean applySkipped, String... runAgain) {
        return migrate(
                new MigrateRequest(Optional.empty(), Optional.empty(), outOfOrder, applySkipped, List.of(runAgain)));
    }

    public AdoptResult adopt(String at) {
        try (Database opened = open()) {
            return new Adopter(settings()).adopt(opened, at, Optional.empty(), this);
        }
    }

    public RepairResult repair(RepairAction action, String... migrations) {
        try (Database opened = open()) {
            return new Repairer(settings()).repair(opened, action, List.of(migrations), Optional.empty(), this);
        }
    }

    public IndexRepairResult rebuildIndexes(String... named) {
        try (Database opened = open()) {
            return new IndexRebuilder(settings()).rebuild(opened, List.of(named), this);
        }
    }

    private MigrateResult migrate(MigrateRequest request) {
        try (Database opened = open()) {
            return migrator().migrate(opened, request, this);
        }
    }

    public MigrateResult dryRun() {
        try (Database opened = open()) {
            return migrator().dryRun(opened, MigrateRequest.ALL);
        }
    }

    /** The files' notes and whether they are out of order, as {@code script=note}, of those that have any. */
    public List<String> notes() {
        try (Database opened = open()) {
            return migrator().status(opened, Optional.empty()).migrations().stream()
                    .filter(row -> row.outOfOrder() || !row.note().isEmpty())
                    .map(row -> row.script() + "=" + (row.outOfOrder() ? "out of order" : "") + row.note())
                    .toList();
        }
    }

    SchemaStatus status() {
        try (Database opened = open()) {
            return migrator().status(opened, Optional.empty());
        }
    }

    /** The files' states as {@code script=state}, in order. */
    public List<String> states() {
        try (Database opened = open()) {
            return migrator().status(opened, Optional.empty()).migrations().stream()
                    .map(row -> row.script() + "=" + row.state().word())
                    .toList();
        }
    }

    public ValidateResult validate() {
        try (Database opened = open()) {
            return migrator().validate(opened, Optional.empty(), false);
        }
    }

    private Database open() {
        return new Database(DatabaseUrl.parse(url));
    }

    private Migrator migrator() {
        return new Migrator(settings());
    }

    Settings settings() {
        return new Settings(
                Optional.of(folder),
                historySchema,
                runnerTable,
                "iot",
                false,
                lockWait,
                lockTimeout,
                concurrentLockTimeout,
                lockRetries,
                lostAfter,
                statementTimeout);
    }

    record Settings(
            Optional<Path> directory,
            Optional<String> historySchema,
            boolean runnerTable,
            String serviceRole,
            boolean demoData,
            Duration lockWait,
            Duration lockTimeout,
            Duration concurrentLockTimeout,
            int lockRetries,
            Duration lostAfter,
            Optional<Duration> statementTimeout)
            implements MigrationSettings {}

    @Override
    public void waiting(String holder, Duration waited, Duration limit) {
        told.add("waiting for " + holder);
    }

    @Override
    public void started(String script, int number, int of) {
        told.add("started " + script + " " + number + "/" + of);
    }

    @Override
    public void finished(String script, Duration took) {
        told.add("finished " + script);
    }

    @Override
    public void oldest(String script, String transaction) {
        told.add("oldest " + transaction);
    }

    @Override
    public void heldUp(String script, String transaction) {
        told.add("held up by " + transaction);
    }

    @Override
    public void dropped(String index) {
        told.add("dropped " + index);
    }

    @Override
    public void warned(String message) {
        told.add("warned " + message);
    }

    @Override
    public void warned(String script, String message) {
        told.add("warned " + script + ": " + message);
    }

    @Override
    public void retrying(String script, String reason, int attempt, int of, Duration pause) {
        told.add("retrying " + script + " " + attempt + "/" + of + ": " + reason);
    }

    @Override
    public void failed(String script) {
        told.add("failed " + script);
    }

    @Override
    public void adopted(int files) {
        told.add("adopted " + files);
    }

    @Override
    public void adoptedFromFlyway(int files) {
        told.add("adopted from Flyway " + files);
    }
}
