package io.opsconductor.pulse.db.backup.toc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.opsconductor.pulse.db.backup.toc.DatabaseProperties.Right;
import io.opsconductor.pulse.db.backup.toc.DatabaseProperties.Setting;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * Reads the entries DATABASE PROPERTIES, ACL and COMMENT of the database itself. Only what has the form in which pg_dump
 * writes it is taken, by its parts; all else is counted.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/bin/pg_dump/pg_dump.c">dumpDatabase</a>
 */
public final class DatabasePropertiesReader {
    /** Longer than what anyone sets. */
    private static final int LONGEST = 1 << 20;

    private static final List<String> PRIVILEGES = List.of("CREATE", "CONNECT", "TEMPORARY");

    /** What a restore itself sets, and takes back. */
    private static final Set<String> OF_A_RESTORE = Set.of("timescaledb.restoring", "pulse_db.closed");

    private int limit = -1;
    private boolean template;
    private Optional<String> comment = Optional.empty();
    private final List<Setting> settings = new ArrayList<>();
    private final Map<String, Map<String, Right>> rights = new TreeMap<>();
    private int unread;

    private DatabasePropertiesReader() {}

    public static DatabaseProperties read(ArchiveToc toc) {
        DatabasePropertiesReader reader = new DatabasePropertiesReader();
        toc.entries().stream()
                .filter(DatabasePropertiesReader::isOfDatabase)
                .map(TocEntry::definition)
                .forEach(reader::entry);
        return new DatabaseProperties(
                reader.limit, reader.template, reader.comment, reader.settings, reader.rights, reader.unread);
    }

    private static boolean isOfDatabase(TocEntry entry) {
        return entry.is("DATABASE PROPERTIES")
                || entry.is("ACL", "COMMENT", "SECURITY LABEL")
                        && entry.schema().isEmpty()
                        && entry.tag().startsWith("DATABASE ");
    }

    private void entry(String definition) {
        if (definition.length() > LONGEST) {
            unread++;
            return;
        }
        SqlTokens.statements(definition).stream()
                .filter(tokens -> !tokens.isEmpty() && !statement(tokens))
                .forEach(tokens -> unread++);
    }

    /** False for one of another form. */
    private boolean statement(List<String> tokens) {
        // What is not UTF-8 was lost when the table of contents was read.
        if (tokens.stream().anyMatch(token -> token.indexOf('\uFFFD') >= 0)) {
            return false;
        }
        if (begin(tokens, "ALTER", "DATABASE") && tokens.size() > 4) {
            return property(tokens.subList(3, tokens.size()));
        }
        if (begin(tokens, "ALTER", "ROLE") && tokens.size() > 6 && isName(tokens.get(2))) {
            return begin(tokens.subList(3, tokens.size()), "IN", "DATABASE")
                    && setting(Optional.of(SqlIdentifier.unquoted(tokens.get(2))), tokens.subList(6, tokens.size()));
        }
        if (begin(tokens, "COMMENT", "ON", "DATABASE") && tokens.size() > 5) {
            List<String> text = literals(tokens.subList(5, tokens.size()));
            comment = text.size() == 1 ? Optional.of(text.get(0)) : comment;
            return text.size() == 1;
        }
        // Who granted is left out: whoever runs it grants.
        return begin(tokens, "GRANT") && right(tokens, "TO")
                || begin(tokens, "REVOKE") && right(tokens, "FROM")
                || begin(tokens, "SET", "SESSION", "AUTHORIZATION")
                || begin(tokens, "RESET", "SESSION", "AUTHORIZATION");
    }

    private boolean property(List<String> rest) {
        if (begin(rest, "CONNECTION", "LIMIT", "=")
                && rest.size() == 4
                && rest.get(3).matches("\\d{1,9}")) {
            limit = Integer.parseInt(rest.get(3));
            return true;
        }
        if (rest.equals(List.of("IS_TEMPLATE", "=", "true"))) {
            template = true;
            return true;
        }
        return setting(Optional.empty(), rest);
    }

    private boolean setting(Optional<String> role, List<String> rest) {
        if (rest.size() < 4
                || !rest.get(0).equals("SET")
                || !isName(rest.get(1))
                || !rest.get(2).equals("TO")) {
            return false;
        }
        String name = SqlIdentifier.unquoted(rest.get(1));
        List<String> values = literals(rest.subList(3, rest.size()));
        if (!values.isEmpty() && !OF_A_RESTORE.contains(name)) {
            settings.add(new Setting(role, name, values));
        }
        return !values.isEmpty();
    }

    /** {@code GRANT a, b ON DATABASE name TO role [WITH GRANT OPTION]}, {@code REVOKE a, b ON DATABASE name FROM role}. */
    private boolean right(List<String> tokens, String to) {
        int on = tokens.indexOf("ON");
        if (on < 2
                || tokens.size() < on + 5
                || !tokens.get(on + 1).equals("DATABASE")
                || !tokens.get(on + 3).equals(to)) {
            return false;
        }
        List<String> rest = tokens.subList(on + 5, tokens.size());
        boolean option = rest.equals(List.of("WITH", "GRANT", "OPTION"));
        List<String> privileges = privileges(tokens.subList(1, on));
        String role = tokens.get(on + 4);
        boolean everyone = role.equals("PUBLIC");
        if (privileges.isEmpty() || !rest.isEmpty() && !option || !everyone && !isName(role)) {
            return false;
        }
        Right right = to.equals("FROM") ? Right.REVOKED : option ? Right.GRANTABLE : Right.GRANTED;
        Map<String, Right> of = rights.computeIfAbsent(
                everyone ? DatabaseProperties.PUBLIC : SqlIdentifier.unquoted(role), named -> new TreeMap<>());
        // The same may be granted by several, of whom one gave it with the option.
        privileges.forEach(privilege -> of.merge(
                privilege, right, (before, now) -> now == Right.GRANTED && before == Right.GRANTABLE ? before : now));
        return true;
    }

    /** None where it is no list of them. */
    private static List<String> privileges(List<String> tokens) {
        if (tokens.equals(List.of("ALL")) || tokens.equals(List.of("ALL", "PRIVILEGES"))) {
            return PRIVILEGES;
        }
        List<String> found = new ArrayList<>();
        for (int at = 0; at < tokens.size(); at++) {
            boolean comma = at % 2 == 1;
            if (comma ? !tokens.get(at).equals(",") : !PRIVILEGES.contains(tokens.get(at))) {
                return List.of();
            }
            if (!comma) {
                found.add(tokens.get(at));
            }
        }
        return found;
    }

    /** What constants with commas between them stand for; none where there is anything else. */
    private static List<String> literals(List<String> tokens) {
        List<String> values = new ArrayList<>();
        for (int at = 0; at < tokens.size(); at += 2) {
            boolean escaped = tokens.get(at).equals("E");
            at += escaped ? 1 : 0;
            Optional<String> value = at < tokens.size() ? literal(tokens.get(at), escaped) : Optional.empty();
            if (value.isEmpty() || at + 1 < tokens.size() && !tokens.get(at + 1).equals(",")) {
                return List.of();
            }
            values.add(value.get());
        }
        return values;
    }

    /** pg_dump knows one escape, the doubled backslash. */
    private static Optional<String> literal(String token, boolean escaped) {
        if (token.length() < 2 || token.charAt(0) != '\'' || !token.endsWith("'")) {
            return Optional.empty();
        }
        String text = SqlIdentifier.unquoted(token);
        boolean plain = text.replace("\\\\", "").indexOf('\\') < 0;
        if (!escaped) {
            return text.indexOf('\\') < 0 ? Optional.of(text) : Optional.empty();
        }
        return plain ? Optional.of(text.replace("\\\\", "\\")) : Optional.empty();
    }

    private static boolean isName(String token) {
        return token.length() > 2 && token.startsWith("\"") && token.endsWith("\"")
                || token.matches("[a-z_][a-z0-9_$]*+");
    }

    private static boolean begin(List<String> tokens, String... words) {
        return tokens.size() >= words.length && tokens.subList(0, words.length).equals(List.of(words));
    }
}
