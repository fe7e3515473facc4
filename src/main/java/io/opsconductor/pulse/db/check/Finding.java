package io.opsconductor.pulse.db.check;

import java.util.Objects;

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
 */
public record Finding(
        String check,
        Severity severity,
        String subject,
        String measured,
        String target,
        String message,
        String remedy) {

    public Finding {
        Objects.requireNonNull(check);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(measured);
        Objects.requireNonNull(target);
        Objects.requireNonNull(message);
        Objects.requireNonNull(remedy);
    }

    public static Finding ok(String check, String subject, String measured, String target, String message) {
        return new Finding(check, Severity.OK, subject, measured, target, message, "");
    }

    public static Finding unknown(String check, String subject, String message, String remedy) {
        return new Finding(check, Severity.UNKNOWN, subject, "", "", message, remedy);
    }
}
