package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.dev.TestDatabase;

/** Client programs that do what a test needs, and what a test asks a database. */
public final class Scripts {
    private Scripts() {}

    public static void write(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /**
     * Programs like the real ones, but for what pg_dump does when it is to dump.
     *
     * @param dumping shell commands; {@code $real} is the real pg_dump
     */
    public static Path programs(Path directory, Path real, String dumping) throws IOException {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        for (String other : List.of("pg_restore", "pg_dumpall")) {
            Files.createSymbolicLink(programs.resolve(other), real.resolve(other));
        }
        write(
                programs.resolve("pg_dump"),
                "real=" + real.resolve("pg_dump") + "\ncase \"$*\" in *--version*|*--host=*) exec $real \"$@\";; esac\n"
                        + dumping);
        return programs;
    }

    /** The first column of every row. */
    public static List<String> rows(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
