package io.opsconductor.pulse.db.check;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * One judgement about one subject. Texts are for people and hold no secret and no line break. Made in steps, each of which
 * names what it adds: {@code Finding.critical(ID, subject, message).measured(…).target(…).cure(Remedy.sql(…))}.
 *
 * @param check the stable id of the check, such as {@code compression.backlog}
 * @param severity how bad it is
 * @param subject what was judged: a hypertable, a backup set, a database
 * @param measured what was found, with its unit; empty when nothing could be measured
 * @param target what was promised, with its unit; empty when nothing was
 * @param message one sentence for the operator
 * @param cure what to do; {@link Remedy#NONE} when nothing needs doing
 * @param figure the numbers behind the words; empty where there is nothing to count
 * @param database the configured name of the database it is about; empty for the main one and for what is in none
 */
public record Finding(
        String check,
        Severity severity,
        String subject,
        String measured,
        String target,
        String message,
        Remedy cure,
        Optional<Figure> figure,
        Optional<String> database) {

    public Finding {
        Stream.of(check, severity, subject, measured, target, message, cure, figure, database)
                .forEach(Objects::requireNonNull);
    }

    /** Nothing measured, promised or to be done yet. */
    public static Finding of(Severity severity, String check, String subject, String message) {
        return new Finding(check, severity, subject, "", "", message, Remedy.NONE, Optional.empty(), Optional.empty());
    }

    public static Finding ok(String check, String subject, String message) {
        return of(Severity.OK, check, subject, message);
    }

    public static Finding warning(String check, String subject, String message) {
        return of(Severity.WARNING, check, subject, message);
    }

    public static Finding critical(String check, String subject, String message) {
        return of(Severity.CRITICAL, check, subject, message);
    }

    public static Finding unknown(String check, String subject, String message) {
        return of(Severity.UNKNOWN, check, subject, message);
    }

    /** What was found, for people. */
    public Finding measured(String text) {
        return new Finding(check, severity, subject, text, target, message, cure, figure, database);
    }

    /** What was promised, for people. */
    public Finding target(String text) {
        return new Finding(check, severity, subject, measured, text, message, cure, figure, database);
    }

    public Finding cure(Remedy remedy) {
        return new Finding(check, severity, subject, measured, target, message, remedy, figure, database);
    }

    /** What was found and promised, for machines. */
    public Finding figure(Figure numbers) {
        return new Finding(check, severity, subject, measured, target, message, cure, Optional.of(numbers), database);
    }

    /**
     * The same once something speaks against it: what was good is a warning, and cured by looking again.
     *
     * @param why one more clause of the message
     * @param again looks again
     */
    public Finding doubted(String why, Remedy again) {
        boolean good = severity == Severity.OK;
        return new Finding(
                check,
                good ? Severity.WARNING : severity,
                subject,
                measured,
                target,
                message + "; " + why,
                good ? again : cure,
                figure,
                database);
    }

    /** The same, critical whatever it was. */
    public Finding critical() {
        return new Finding(check, Severity.CRITICAL, subject, measured, target, message, cure, figure, database);
    }

    /** What can be pasted, or the words where nothing can; empty when nothing needs doing. */
    public String remedy() {
        return cure.line();
    }

    /**
     * The same, said of a database by its configured name: what is to be run is run there, and the keys that hold for it
     * stand below its name. Unchanged for the main database.
     */
    Finding of(Optional<String> label) {
        return label.isEmpty()
                ? this
                : new Finding(check, severity, subject, measured, target, message, cure.at(label), figure, label);
    }

    /** A subject as it is shown of a database by its configured name; unchanged for the main one. */
    public static String subjectAt(Optional<String> label, String subject) {
        return label.map(name -> name + "/").orElse("") + subject;
    }

    public static Finding ok(String check, String subject, String measured, String target, String message) {
        return ok(check, subject, message).measured(measured).target(target);
    }

    /** A check could not see what it judges. */
    public static Finding couldNotLook(String check, String subject, PulseFailure failure) {
        return unknown(check, subject, "could not look: " + failure.getMessage(), failure.remedy());
    }

    /** @param remedy for people, as a {@code PulseFailure} has it */
    public static Finding unknown(String check, String subject, String message, String remedy) {
        return unknown(check, subject, message).cure(Remedy.text(remedy));
    }
}
