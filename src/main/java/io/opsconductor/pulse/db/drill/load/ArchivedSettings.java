package io.opsconductor.pulse.db.drill.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.drill.load.SessionStart.Kept;
import io.opsconductor.pulse.db.drill.load.SessionStart.Setting;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** What an archive says is set for its database, as pg_restore writes it: read line by line, and never executed. */
final class ArchivedSettings {
    private static final String NAME = "(\"[^\"]*(?:\"\"[^\"]*)*\"|[a-z_][a-z0-9_$]*)";
    private static final Pattern OF_DATABASE = Pattern.compile("ALTER DATABASE " + NAME + " SET " + NAME + " TO (.*)");
    private static final Pattern OF_ROLE =
            Pattern.compile("ALTER ROLE " + NAME + " IN DATABASE " + NAME + " SET " + NAME + " TO (.*)");

    /** Without a quote or a backslash in it, on one line: what is otherwise is left. */
    private static final Pattern VALUES = Pattern.compile("'[^'\\\\]*'(?:, '[^'\\\\]*')*;");

    private static final Pattern VALUE = Pattern.compile("'([^']*)'");

    private ArchivedSettings() {}

    /** @param role whose settings in the database count, too; empty when it is not known */
    static List<Setting> settings(String text, Optional<String> role) {
        Map<String, Setting> ofDatabase = new LinkedHashMap<>();
        Map<String, Setting> ofRole = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            Matcher database = OF_DATABASE.matcher(line);
            Matcher inDatabase = OF_ROLE.matcher(line);
            if (database.matches()) {
                add(
                        ofDatabase,
                        database.group(2),
                        database.group(3),
                        "for database " + SqlIdentifier.unquoted(database.group(1)));
            } else if (inDatabase.matches() && role.equals(Optional.of(SqlIdentifier.unquoted(inDatabase.group(1))))) {
                add(
                        ofRole,
                        inDatabase.group(3),
                        inDatabase.group(4),
                        "for role " + role.get() + " in database " + SqlIdentifier.unquoted(inDatabase.group(2)));
            }
        });
        ofDatabase.putAll(ofRole);
        return List.copyOf(ofDatabase.values());
    }

    private static void add(Map<String, Setting> settings, String quoted, String values, String place) {
        String name = SqlIdentifier.unquoted(quoted);
        boolean readable = VALUES.matcher(values).matches();
        Setting setting = new Setting(name, values, place, readable ? Kept.TAKEN : Kept.LEFT);
        // A list of names stands there as one text for each.
        String value = VALUE.matcher(values)
                .results()
                .map(one -> setting.isPath() ? SqlIdentifier.of(one.group(1)) : one.group(1))
                .collect(Collectors.joining(", "));
        settings.put(setting.key(), readable ? new Setting(name, value, place, Kept.TAKEN) : setting);
    }
}
