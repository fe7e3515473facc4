package io.opsconductor.pulse.db.forecast;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Something that is going to happen.
 *
 * @param subject the backup set or hypertable
 * @param message one sentence for people
 * @param check whose verdict changes; empty for what is only scheduled
 * @param bytes what is compressed, dropped or lacking; empty where there is nothing to measure, or it was not all measured
 */
public record Event(
        Instant at,
        Kind kind,
        String subject,
        String message,
        Severity severity,
        Optional<String> check,
        OptionalLong bytes) {

    /** What happens. */
    public enum Kind {
        COMPRESSION,
        RETENTION,
        BACKUP,
        VERIFICATION,
        DRILL,
        /** A dump and a job come at the same time. */
        OVERLAP,
        /** A volume has no room for the next backup. */
        SPACE,
        /** A verdict changes though everything runs as scheduled. */
        PROMISE,
        /** A verdict becomes worse unless what is scheduled before happens. */
        DEADLINE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As scheduled. */
    public static Event scheduled(Instant at, Kind kind, String subject, String message) {
        return new Event(at, kind, subject, message, Severity.OK, Optional.empty(), OptionalLong.empty());
    }

    public Event of(Severity found) {
        return new Event(at, kind, subject, message, found, check, bytes);
    }

    public Event bytes(long size) {
        return new Event(at, kind, subject, message, severity, check, OptionalLong.of(size));
    }

    /** Said of a database by its configured name; unchanged for the main one. */
    Event of(Optional<String> database) {
        return new Event(at, kind, Finding.subjectAt(database, subject), message, severity, check, bytes);
    }
}
