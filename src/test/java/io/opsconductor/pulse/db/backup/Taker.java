package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.file.Path;

import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/** Takes a backup in a process of its own, which a test can stop. */
public final class Taker {
    private Taker() {}

    public static Process start(String url, Path directory, Path programs) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName(),
                        directory.toString(),
                        programs.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DATABASE_URL", url);
        return builder.start();
    }

    public static void main(String... args) {
        try (Database database = new Database(DatabaseUrl.parse(System.getenv("DATABASE_URL")))) {
            Sets.daily(Path.of(args[0]), Path.of(args[1])).take(database, "daily", BackupProgress.NONE);
        }
    }
}
