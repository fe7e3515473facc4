package io.opsconductor.pulse.db.postgres.tool;

import java.nio.file.Path;

/**
 * One installation of PostgreSQL's client programs.
 *
 * @param directory holds pg_dump, pg_restore and the rest, all of one version
 * @param version as the programs say it, such as {@code 17.5} or {@code 18beta1}
 * @param major the version's first number, which decides what the programs can read and write
 */
public record ClientPrograms(Path directory, String version, int major) {
    /** For what needs none of them. */
    public static final ClientPrograms NONE = new ClientPrograms(Path.of(""), "none", 0);

    static ClientPrograms of(Path directory, String version) {
        return new ClientPrograms(directory, version, major(version));
    }

    public String pgDump() {
        return directory.resolve("pg_dump").toString();
    }

    public String pgRestore() {
        return directory.resolve("pg_restore").toString();
    }

    /** Unlike the other two, it may be missing. */
    public String pgDumpall() {
        return directory.resolve("pg_dumpall").toString();
    }

    /** The number that a version begins with. */
    public static int major(String version) {
        return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    }
}
