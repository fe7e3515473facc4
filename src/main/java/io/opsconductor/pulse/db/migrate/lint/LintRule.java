package io.opsconductor.pulse.db.migrate.lint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What lint looks for. An error is certain to fail, or breaks the promise that a file is applied wholly or not at all; a
 * warning is about the application that runs meanwhile, or about time.
 */
public enum LintRule {
    /** Its way forward and its way back would both run, one after the other. */
    OTHER_TOOL(Severity.ERROR, "keep the way forward only, without the markers"),
    PSQL_COMMAND(Severity.ERROR, "write it in SQL"),
    TRANSACTION_CONTROL(Severity.ERROR, "leave it out: every file is one transaction"),
    /** What cannot run in a transaction stands beside other statements: nothing could roll those back. */
    MIXED_TRANSACTION(Severity.ERROR, "give it a file of its own"),
    /** TimescaleDB: "hypertables do not support concurrent index creation"; its own option knows no UNIQUE. */
    CONCURRENTLY_ON_HYPERTABLE(
            Severity.ERROR,
            "CREATE INDEX … WITH (timescaledb.transaction_per_chunk), alone in its file; a UNIQUE one without either"),
    /** TimescaleDB refuses the second of the two, in either order (timescale/timescaledb#6827). */
    ROW_SECURITY_WITH_COMPRESSION(
            Severity.ERROR, "keep one of them: guard a compressed hypertable by grants and by the queries' own filter"),
    /** "extension … cannot be updated after the old version has already been loaded": by our own first question. */
    EXTENSION_UPDATE(
            Severity.ERROR, "before migrate, in a session of its own: psql -X -c 'ALTER EXTENSION timescaledb UPDATE'"),
    /** pg_dump leaves TimescaleDB's catalogue out of a schema: what was a hypertable comes back as a plain table. */
    TIMESCALE_DUMP(
            Severity.ERROR,
            "pg_dump --schema-only --exclude-schema='_timescaledb_*', then create_hypertable and the aggregates as they"
                    + " were defined"),
    /** PostgreSQL calls procedures by CALL and functions by SELECT, and refuses the other way round. */
    PROCEDURE_CALL(Severity.ERROR, "write CALL for a procedure"),
    LOCK_RELEASE(Severity.ERROR, "undo by name what the file itself has locked or set: pg_advisory_unlock, RESET"),
    /** Runs where the object is still there from before the folder, and fails on every fresh database. */
    DROPPED_RELATION(
            Severity.ERROR, "correct the name, or move the statement before the file that drops or renames it"),
    POLICY_ON_PLAIN_TABLE(Severity.ERROR, "call create_hypertable first, or correct the table's name"),
    /** PostgreSQL writes a constant default once; a volatile one needs a value per row, and thus a new table. */
    VOLATILE_DEFAULT(
            Severity.WARNING,
            "add the column without it, then SET DEFAULT for new rows, and fill the old ones in batches"),
    SET_NOT_NULL(
            Severity.WARNING,
            "ADD CONSTRAINT … CHECK (… IS NOT NULL) NOT VALID, VALIDATE it in a later file, and only then SET NOT NULL"),
    SCANNING_CONSTRAINT(Severity.WARNING, "add it NOT VALID, and VALIDATE CONSTRAINT in a later file"),
    TYPE_CHANGE(
            Severity.WARNING, "add a column of the new type, fill it in batches, and change over in a later release"),
    DROP_IN_USE(Severity.WARNING, "first release a version that does without it, and drop it in a later one"),
    /** Told by a rehearsal only, which counts rows before and after. */
    DATA_LOSS(Severity.WARNING, "keep the rows, or say in the file why they may go"),
    /** Told by a rehearsal only: row security that is off, or a policy of it that is gone. */
    WEAKER_SECURITY(Severity.WARNING, "keep row security as it was, or say in the file why it may be weaker"),
    UNLOGGED_TABLE(Severity.WARNING, "leave UNLOGGED out, or SET LOGGED in the same file once the table is filled"),
    /** As {@code pulse-db new} makes it; others keep such a file in the place of one that went. */
    NO_STATEMENT(Severity.WARNING, "write what it is to do before it is applied: afterwards it counts as changed"),
    MISSING_TERMINATOR(Severity.WARNING, "end it with a semicolon; if the file was cut off, bring back the rest"),
    ALLOW_WITHOUT_REASON(Severity.ERROR, "write -- pulse:allow RULE: reason"),
    UNKNOWN_RULE(Severity.ERROR, "correct the rule's name, or remove the line");

    public enum Severity {
        /** Keeps {@code migrate} from beginning. */
        ERROR,
        /** Is told and stops nothing. */
        WARNING;

        /** The word used in tables and JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Severity severity;
    private final String remedy;

    LintRule(Severity severity, String remedy) {
        this.severity = severity;
        this.remedy = remedy;
    }

    /** Stable: files name it in their {@code pulse:allow} lines. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Severity severity() {
        return severity;
    }

    String remedy() {
        return remedy;
    }

    /** The rules about {@code pulse:allow} lines themselves cannot be switched off. */
    boolean canBeAllowed() {
        return this != ALLOW_WITHOUT_REASON && this != UNKNOWN_RULE;
    }

    static Optional<LintRule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
