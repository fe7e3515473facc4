package io.opsconductor.pulse.db.migrate.status;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.postgres.KnownTable;

/**
 * A history of migrations into which roles may write that are not trusted: a row of theirs keeps a file from being run, and one that
 * they delete hides what was applied. Pure.
 *
 * @param tables with their schemas, for people; at least one
 * @param writers the roles, {@code PUBLIC} for every one
 * @param closing statements that take the right away
 */
public record OpenHistory(List<String> tables, List<String> writers, List<String> closing) {

    public OpenHistory {
        tables = List.copyOf(tables);
        writers = List.copyOf(writers);
        closing = List.copyOf(closing);
    }

    /** @param tables in which migrations are recorded; empty when none of them is open */
    public static Optional<OpenHistory> of(List<KnownTable> tables) {
        List<KnownTable> open =
                tables.stream().filter(table -> !table.writers().isEmpty()).toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(new OpenHistory(
                        open.stream().map(KnownTable::label).toList(),
                        List.copyOf(new TreeSet<>(open.stream()
                                .flatMap(table -> table.writers().stream())
                                .toList())),
                        open.stream().flatMap(table -> table.closing().stream()).toList()));
    }

    /** For people. */
    public String message() {
        return who() + " may write to " + what() + ": what is recorded there may be forged";
    }

    /** The same once the right has been taken away. */
    public String closed() {
        return who() + " could write to " + what() + "; that right was revoked";
    }

    /** What a person does once the right is gone, and what to do about a role that needs it. */
    public String note() {
        return "then compare pulse-db status with what is in the database; a role that migrates it, too, is trusted once the role"
                + " that looks is a member of it";
    }

    /** To be pasted into psql. */
    public String statements() {
        return String.join(" ", closing);
    }

    private String who() {
        return writers.stream()
                .map(writer -> writer.equals("PUBLIC") ? "every role" : "role " + writer)
                .collect(Collectors.joining(", "));
    }

    private String what() {
        return String.join(", ", tables);
    }
}
