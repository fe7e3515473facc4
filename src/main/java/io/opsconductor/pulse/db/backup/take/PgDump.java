package io.opsconductor.pulse.db.backup.take;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.opsconductor.pulse.db.backup.file.OpenDirectory;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.DumpOptions;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.store.BackupFiles;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.ShellWord;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.Outcome;
import io.opsconductor.pulse.db.postgres.tool.ToolMessage;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/** Runs pg_dump, and tells what its failures mean. */
final class PgDump {
    private PgDump() {}

    /**
     * @param options how
     * @param chosen arguments, as {@link Compression} and {@link DumpEncoding} chose them
     * @param files takes the dump, by the name of {@link Manifest#DUMP}
     * @throws IOException when it cannot be written
     * @throws PulseFailure (usage) when a right is missing, (not now) when a lock was not to be had, (failed) otherwise
     */
    static void run(
            ClientPrograms programs,
            DatabaseUrl url,
            BackupTarget target,
            DumpOptions options,
            List<String> chosen,
            BackupFiles files)
            throws IOException, InterruptedException {
        Map<String, String> login = url.environment();
        login.putIfAbsent("PGAPPNAME", "pulse-db backup");
        List<String> command = new ArrayList<>(List.of(
                programs.pgDump(),
                "--format=" + options.format().name().toLowerCase(Locale.ROOT),
                "--no-password",
                "--lock-wait-timeout=" + options.lockWait().toMillis()));
        command.addAll(chosen);
        if (options.jobs() > 1) {
            command.add("--jobs=" + options.jobs());
        }
        Outcome<Long> outcome = outcome(command, login, options, files);
        if (!outcome.succeeded()
                && ToolMessage.NO_CHARACTER.isIn(outcome.errors())
                && command.remove(DumpEncoding.UTF8)) {
            PrivateFiles.delete(files.path(Manifest.DUMP));
            outcome = outcome(command, login, options, files);
        }
        if (!outcome.succeeded()) {
            throw failure(url, target, outcome);
        }
    }

    private static Outcome<Long> outcome(
            List<String> command, Map<String, String> login, DumpOptions options, BackupFiles files)
            throws IOException, InterruptedException {
        return files.areEncrypted()
                ? encrypted(command, login, files)
                : plain(command, login, empty(files.path(Manifest.DUMP), options.format()));
    }

    private static Outcome<Long> plain(List<String> command, Map<String, String> login, Path dump)
            throws InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.add("--file=" + dump);
        return ChildProcess.run(whole, login, output -> output.transferTo(OutputStream.nullOutputStream()));
    }

    /** Made before pg_dump opens it, which keeps the mode that it has. */
    private static Path empty(Path dump, DumpOptions.Format format) throws IOException {
        return format.isDirectory() ? PrivateFiles.createDirectory(dump) : PrivateFiles.createFile(dump);
    }

    private static Outcome<Long> encrypted(List<String> command, Map<String, String> login, BackupFiles files)
            throws IOException, InterruptedException {
        try {
            return ChildProcess.run(command, login, output -> files.write(Manifest.DUMP, output));
        } catch (PulseFailure failure) {
            throw ChildProcess.problem(failure);
        }
    }

    /** Large objects among them, which pg_read_all_data does not reach. */
    private static String rights(DatabaseUrl url) {
        return "run there, as a superuser, what this prints: pulse-db grants --for=backup " + ShellWord.of(url.role());
    }

    private static PulseFailure failure(DatabaseUrl url, BackupTarget target, Outcome<?> outcome) {
        String reason = OpenDirectory.named(outcome.reason());
        if (ToolMessage.DISK_FULL.isIn(outcome.errors())) {
            return FileFailure.full(target, null);
        }
        String message = "pg_dump of " + url.redacted() + " failed: " + reason;
        if (ToolMessage.ROW_SECURITY.isIn(reason)) {
            return PulseFailure.usage(
                    message,
                    "ALTER ROLE " + SqlIdentifier.of(url.role()) + " BYPASSRLS; as a superuser, or " + rights(url));
        }
        if (ToolMessage.RIGHT_MISSING.isIn(reason)) {
            return PulseFailure.usage(message, rights(url));
        }
        if (ToolMessage.LOCK_WAIT.isIn(outcome.errors())) {
            return PulseFailure.notNow(
                    message,
                    "nothing was kept; take it again when no migration or compression job holds that table, or raise "
                            + target.variable("lock-wait-timeout"),
                    null);
        }
        if (ToolMessage.SNAPSHOT_MISSING.isIn(outcome.errors())) {
            return PulseFailure.notNow(
                    message,
                    "nothing was kept; pg_dump came to another server than the session that read the clock, or that one is lost:"
                            + " take it again, and where the name leads to several servers name one by BACKUP_DATABASE_URL",
                    null);
        }
        if (ToolMessage.LOCKS_FULL.isIn(reason)) {
            return new PulseFailure(
                    ExitCode.FAILED,
                    message,
                    "nothing was kept; pg_dump locks every table and chunk at once: raise max_locks_per_transaction (a restart"
                            + " applies it), and take it again");
        }
        return new PulseFailure(ExitCode.FAILED, message, "nothing was kept; correct the cause and take it again");
    }
}
