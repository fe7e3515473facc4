package io.opsconductor.pulse.db.migrate.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.plan.HistoryPlace;

/** What a file did to one of the tables in which migrations are recorded. */
enum HistoryDamage {
    DROPPED("dropped %s"),
    MOVED("renamed %s or moved it to another schema"),
    GIVEN_AWAY("gave %s to role %s"),
    ROW_SECURITY("switched row security on for %s"),
    TRIGGER("attached a trigger or a rule to %s"),
    RIGHT_TAKEN("took from the role that migrates the right to use %s"),
    EMPTIED("emptied %s");

    private static final String REMEDY =
            "leave " + HistoryPlace.HISTORY + " and what lies beside it out of that statement,"
                    + " or move them into a schema of their own first (ALTER TABLE … SET SCHEMA …); then run migrate again";

    private final String sentence;

    HistoryDamage(String sentence) {
        this.sentence = sentence;
    }

    /** @param row of {@code guard.sql}: table, damage, owner, a note; any other row, or none, tells of no damage */
    static Optional<HistoryDamage> of(List<String> row) {
        return row.size() == 4
                ? Arrays.stream(values())
                        .filter(damage -> damage.name().equals(row.get(1).toUpperCase(Locale.ROOT)))
                        .findFirst()
                : Optional.empty();
    }

    /** @param kept what stays applied and what was rolled back */
    PulseFailure failure(String script, String table, String owner, String kept) {
        return PulseFailure.failed(
                script + " " + sentence.formatted(table, owner) + ", where applied migrations are recorded; " + kept,
                REMEDY,
                null);
    }
}
