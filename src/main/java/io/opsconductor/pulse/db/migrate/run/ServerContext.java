package io.opsconductor.pulse.db.migrate.run;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.postgresql.util.ServerErrorMessage;

/** What the server adds to an error, as psql shows it: which key, which row, which line of a function's body. */
final class ServerContext {
    /**
     * {@code COPY t, line 2, column n: "2x"}, in any language. The protocol has no field for the line; all that hangs on it
     * is which line of the file is named.
     */
    private static final Pattern COPY = Pattern.compile("^COPY (.+)$", Pattern.MULTILINE);

    private static final Pattern LINE = Pattern.compile(", \\S+ (\\d{1,18})(?=[,:]|$)");

    private ServerContext() {}

    /** The detail and the innermost line of the context, each behind a semicolon; empty where there is neither. */
    static String of(SQLException cause) {
        return detail(cause)
                + said("context", where(cause).flatMap(text -> text.lines().findFirst()));
    }

    /** Not a notice; the driver gives both as warnings. */
    static boolean isWarning(SQLWarning said) {
        return said.getSQLState() != null && said.getSQLState().startsWith("01");
    }

    /** A warning with its detail: what a COMMIT warns of, that no standby may have it, is in there. */
    static String of(SQLWarning warning) {
        return warning.getMessage() + detail(warning);
    }

    /** Behind a semicolon; empty without one. */
    static String detail(SQLException cause) {
        return said("detail", MigrationFailure.server(cause).map(ServerErrorMessage::getDetail));
    }

    /**
     * The line of the rows that a COPY refused, counted from 1. A table's name may look like one: the name ends where the
     * statement has it.
     */
    static OptionalLong copyLine(SQLException cause, String statement) {
        Matcher copy = COPY.matcher(where(cause).orElse(""));
        OptionalLong found = OptionalLong.empty();
        if (copy.find()) {
            String said = copy.group(1);
            String known = statement.toLowerCase(Locale.ROOT);
            Matcher line = LINE.matcher(said);
            while (line.find() && known.contains(said.substring(0, line.start()).toLowerCase(Locale.ROOT))) {
                found = OptionalLong.of(Long.parseLong(line.group(1)));
            }
        }
        return found;
    }

    private static Optional<String> where(SQLException cause) {
        return MigrationFailure.server(cause).map(ServerErrorMessage::getWhere);
    }

    /** Without the full stop that the server ends a detail with: the sentence around it goes on. */
    private static String said(String name, Optional<String> text) {
        return text.map(known ->
                        "; " + name + ": " + (known.endsWith(".") ? known.substring(0, known.length() - 1) : known))
                .orElse("");
    }
}
