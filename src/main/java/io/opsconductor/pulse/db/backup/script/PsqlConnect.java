package io.opsconductor.pulse.db.backup.script;

import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * The database in psql's {@code \connect}, as pg_dump and pg_dumpall write it: {@code \connect plant}, {@code \connect
 * "we ird"}, {@code \connect -reuse-previous=on "dbname='a b'"}.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/fe_utils/string_utils.c">
 *     appendPsqlMetaConnect</a>
 */
public final class PsqlConnect {
    private static final String COMMAND = "\\connect ";
    private static final String REUSING = "-reuse-previous=on ";
    private static final String NAME = "dbname='";

    private PsqlConnect() {}

    /** False where psql goes on with another command behind a backslash, or has a shell execute what is in backquotes. */
    public static boolean isAlone(String command) {
        boolean quoted = false;
        for (int at = 1; at < command.length(); at++) {
            char c = command.charAt(at);
            quoted ^= c == '"';
            if (!quoted && (c == '\\' || c == '`')) {
                return false;
            }
        }
        return true;
    }

    /** Empty for another command. */
    public static Optional<String> database(String command) {
        if (!command.startsWith(COMMAND)) {
            return Optional.empty();
        }
        String argument = command.substring(COMMAND.length()).strip();
        if (!argument.startsWith(REUSING)) {
            return Optional.of(SqlIdentifier.unquoted(argument)).filter(name -> !name.isEmpty());
        }
        String connection = SqlIdentifier.unquoted(argument.substring(REUSING.length()));
        if (!connection.startsWith(NAME) || connection.length() <= NAME.length() || !connection.endsWith("'")) {
            return Optional.empty();
        }
        String quoted = connection.substring(NAME.length(), connection.length() - 1);
        StringBuilder name = new StringBuilder();
        for (int at = 0; at < quoted.length(); at++) {
            boolean escape = quoted.charAt(at) == '\\' && at + 1 < quoted.length();
            name.append(quoted.charAt(escape ? ++at : at));
        }
        return Optional.of(name.toString());
    }
}
