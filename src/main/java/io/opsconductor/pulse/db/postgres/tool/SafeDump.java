package io.opsconductor.pulse.db.postgres.tool;

import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Which pg_dump writes dumps that execute nothing of what objects are called. Before these versions, names with line breaks
 * and a hostile server could put commands into a dump, which the restore runs.
 *
 * @see <a href="https://www.postgresql.org/support/security/CVE-2025-8714/">CVE-2025-8714</a>
 * @see <a href="https://www.postgresql.org/support/security/CVE-2025-8715/">CVE-2025-8715</a>
 */
public final class SafeDump {
    /** By major version, the first minor one with the fix; later major versions never had the fault. */
    private static final Map<Integer, Integer> FIRST = Map.of(13, 22, 14, 19, 15, 14, 16, 10, 17, 6);

    private static final int FIRST_SAFE_MAJOR = 18;

    private SafeDump() {}

    /**
     * @param version as pg_dump says it, such as {@code 17.5} or {@code 18beta1}
     * @return the first safe version of the same major one; empty when it is safe
     */
    public static Optional<String> safer(int major, String version) {
        if (major >= FIRST_SAFE_MAJOR) {
            return Optional.empty();
        }
        Integer first = FIRST.get(major);
        if (first == null) {
            return Optional.of("17.6");
        }
        String minor = version.substring(Integer.toString(major).length()).replaceFirst("^\\.(\\d{1,4}).*$", "$1");
        boolean safe = minor.matches("\\d{1,4}") && Integer.parseInt(minor) >= first;
        return safe ? Optional.empty() : Optional.of(major + "." + first);
    }

    static PulseFailure refusal(ClientPrograms programs, String safer) {
        return PulseFailure.usage(
                "pg_dump " + programs.version() + " in " + programs.directory()
                        + " puts names of objects into dumps in a way that a restore may execute (CVE-2025-8714,"
                        + " CVE-2025-8715)",
                "install version " + safer + " or newer, or take backups with it all the same by"
                        + " PULSE_POSTGRESQL_ALLOW_UNSAFE_DUMP=true");
    }
}
