package io.opsconductor.pulse.db.backup.take;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.store.BackupFiles;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.Outcome;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/**
 * What a dump of one database lacks: roles, their memberships and settings, and tablespaces. Without passwords, which an
 * ordinary role may not read and a backup need not hold.
 */
public final class Globals {
    public static final String FILE = "globals.sql";
    private static final String ENDING = "\n-- PostgreSQL database cluster dump complete";

    private Globals() {}

    /**
     * Adds {@link #FILE}; a role that may not read it all, as on managed servers, is no reason to go without a backup.
     *
     * @return why there is no such file; empty when there is
     */
    static Optional<String> write(ClientPrograms programs, DatabaseUrl url, BackupFiles files)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(programs.pgDumpall()))) {
            return Optional.of(programs.pgDumpall() + " is not there");
        }
        Map<String, String> login = url.environment();
        login.putIfAbsent("PGAPPNAME", "pulse-db backup");
        Outcome<byte[]> outcome = ChildProcess.run(
                List.of(
                        programs.pgDumpall(),
                        "--globals-only",
                        "--no-role-passwords",
                        "--no-password",
                        "--database=" + url.databaseOption()),
                login,
                InputStream::readAllBytes);
        if (!outcome.succeeded()) {
            return Optional.of(outcome.reason());
        }
        if (!new String(outcome.output(), StandardCharsets.ISO_8859_1).contains(ENDING)) {
            return Optional.of("pg_dumpall did not write them to their end");
        }
        files.write(FILE, outcome.output());
        return Optional.empty();
    }
}
