package io.opsconductor.pulse.db.check;

import java.util.Objects;
import java.util.Optional;

/**
 * One judgement about one subject. Texts are for people and hold no secret and no line break.
 *
 * @param check the stable id of the check, such as {@code compression.backlog}
 * @param severity how bad it is
 * @param subject what was judged: a hypertable, a backup set, a database
 * @param measured what was found, with its unit; empty when nothing could be measured
 * @param target what was promised, with its unit; empty when nothing was
 * @param message one sentence for the operator
 * @param remedy what to do, in a form that can be pasted where possible; empty when nothing needs doing
 * @param database the configured name of the database it is about; empty for the main one and for what is in none
 */
public record Finding(
        String check,
        Severity severity,
        String subject,
        String measured,
        String target,
        String message,
        String remedy,
        Optional<String> database) {

    public Finding {
        Objects.requireNonNull(check);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(measured);
        Objects.requireNonNull(target);
        Objects.requireNonNull(message);
        Objects.requireNonNull(remedy);
        Objects.requireNonNull(database);
    }

    public Finding(
            String check,
            Severity severity,
            String subject,
            String measured,
            String target,
            String message,
            String remedy) {
        this(check, severity, subject, measured, target, message, remedy, Optional.empty());
    }

    /**
     * The same, said of a database by its configured name: what is to be run is run there, and the keys that hold for it
     * stand below its name. Unchanged for the main database.
     */
    Finding of(Optional<String> label) {
        if (label.isEmpty()) {
            return this;
        }
        return new Finding(check, severity, subject, measured, target, message, remedyAt(label, remedy), label);
    }

    /** A subject as it is shown of a database by its configured name; unchanged for the main one. */
    public static String subjectAt(Optional<String> label, String subject) {
        return label.map(name -> name + "/").orElse("") + subject;
    }

    /** A remedy as it is to be given for a database by its configured name; unchanged for the main one. */
    public static String remedyAt(Optional<String> label, String remedy) {
        if (label.isEmpty()) {
            return remedy;
        }
        String key = "pulse.databases.\"" + label.get() + "\".";
        String there =
                remedy.replace("pulse.hypertables.", key + "hypertables.").replace("DATABASE_URL", key + "url");
        return there.startsWith("pulse-db ") ? "with DATABASE_URL as " + key + "url: " + there : there;
    }

    public static Finding ok(String check, String subject, String measured, String target, String message) {
        return new Finding(check, Severity.OK, subject, measured, target, message, "");
    }

    public static Finding unknown(String check, String subject, String message, String remedy) {
        return new Finding(check, Severity.UNKNOWN, subject, "", "", message, remedy);
    }
}
