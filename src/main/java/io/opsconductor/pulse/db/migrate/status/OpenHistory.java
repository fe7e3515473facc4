package io.opsconductor.pulse.db.migrate.status;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.postgres.KnownTable;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * A history of migrations into which roles may write that are not trusted: a row of theirs keeps a file from being run, and one that
 * they delete hides what was applied. Pure.
 *
 * @param tables with their schemas, for people; at least one
 * @param writers the roles that were granted it, {@code PUBLIC} for every one
 * @param members the roles that may write to every table of the server, by {@code pg_write_all_data}
 * @param closing statements that take the right on these tables away
 */
public record OpenHistory(List<String> tables, List<String> writers, List<String> members, List<String> closing) {

    public OpenHistory {
        tables = List.copyOf(tables);
        writers = List.copyOf(writers);
        members = List.copyOf(members);
        closing = List.copyOf(closing);
    }

    /** @param tables in which migrations are recorded; empty when none of them is open */
    public static Optional<OpenHistory> of(List<KnownTable> tables) {
        List<KnownTable> open = tables.stream().filter(OpenHistory::isOpen).toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(new OpenHistory(
                        open.stream().map(KnownTable::label).toList(),
                        all(open, KnownTable.Shared::writers),
                        all(open, KnownTable.Shared::members),
                        open.stream()
                                .flatMap(table -> table.shared().closing().stream())
                                .toList()));
    }

    private static boolean isOpen(KnownTable table) {
        return !table.shared().writers().isEmpty() || !table.shared().members().isEmpty();
    }

    private static List<String> all(List<KnownTable> tables, Function<KnownTable.Shared, List<String>> roles) {
        return tables.stream()
                .flatMap(table -> roles.apply(table.shared()).stream())
                .sorted()
                .distinct()
                .toList();
    }

    /** Whether a right on the tables is to be taken away: a membership of the whole server is not taken from here. */
    public boolean isGranted() {
        return !writers.isEmpty();
    }

    /** All who may write there. */
    public int size() {
        return writers.size() + members.size();
    }

    /** For people. */
    public String message() {
        return Stream.of(who(), memberships()).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "))
                + " may write to " + what() + ": what is recorded there may be forged";
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
        return Stream.concat(
                        closing.stream(),
                        members.stream().map(role -> "REVOKE pg_write_all_data FROM " + SqlIdentifier.of(role) + ";"))
                .collect(Collectors.joining(" "));
    }

    private String memberships() {
        return members.stream()
                .map(role -> "role " + role + " (pg_write_all_data)")
                .collect(Collectors.joining(", "));
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
