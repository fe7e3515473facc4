package io.opsconductor.pulse.db.postgres.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names as they stand in the text of a statement. */
public final class SqlIdentifier {
    private SqlIdentifier() {}

    /** Always quoted: a plain name may be a reserved word. */
    public static String of(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** What gives the name of a role whose name no client can write, as it is no text in this database. */
    public static String nameOfRole(long oid) {
        return "(SELECT rolname FROM pg_catalog.pg_roles WHERE oid OPERATOR(pg_catalog.=) " + oid + ")";
    }

    /** Roles behind TO or FROM; {@code PUBLIC} is every role. */
    public static String grantees(List<String> roles) {
        return roles.stream()
                .map(role -> role.equals("PUBLIC") ? role : of(role))
                .collect(Collectors.joining(", "));
    }

    /** The name that stands in the text: plain, quoted, or as the literal in {@code SET SESSION AUTHORIZATION 'a b'}. */
    public static String unquoted(String text) {
        return unquoted(text, "\"").orElseGet(() -> unquoted(text, "'").orElse(text));
    }

    private static Optional<String> unquoted(String text, String quote) {
        return text.length() > 1 && text.startsWith(quote) && text.endsWith(quote)
                ? Optional.of(text.substring(1, text.length() - 1).replace(quote + quote, quote))
                : Optional.empty();
    }
}
