package io.opsconductor.pulse.db.postgres.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the sessions of a role look for names.
 *
 * @param role empty: of every role without a path of its own
 * @param schemas as the setting has them, in order; {@code $user} stands for the role's own name
 * @param unread the setting was not read: there are schemas that are not known
 */
public record SearchPath(Optional<String> role, List<String> schemas, Optional<UnreadPath> unread) {
    private static final String USER = "$user";

    public SearchPath {
        schemas = List.copyOf(schemas);
    }

    /**
     * @param setting as the server shows it: names with commas between, quoted or not
     */
    public static SearchPath of(Optional<String> role, String setting) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        boolean within = false;
        for (int i = 0; i < setting.length(); i++) {
            char c = setting.charAt(i);
            if (c == '"') {
                within = !within;
                // Two in a row stand for one.
                if (within && quoted && setting.charAt(i - 1) == '"') {
                    name.append(c);
                }
                quoted = true;
            } else if (within) {
                name.append(c);
            } else if (c == ',') {
                add(names, name);
                quoted = false;
            } else if (!Character.isWhitespace(c)) {
                name.append(String.valueOf(c).toLowerCase(Locale.ROOT));
            }
        }
        add(names, name);
        return new SearchPath(role, names, Optional.empty());
    }

    private static void add(List<String> names, StringBuilder name) {
        if (!name.isEmpty()) {
            names.add(name.toString());
        }
        name.setLength(0);
    }

    /** Names of schemas that may or may not exist; {@code $user} of a role that is not known is left out. */
    public List<String> resolved() {
        return schemas.stream()
                .filter(schema -> !schema.equals(USER) || role.isPresent())
                .map(schema -> schema.equals(USER) ? role.get() : schema)
                .toList();
    }

    /** The same path, and behind it other schemas in which names are looked for. */
    SearchPath and(Collection<String> further) {
        return new SearchPath(
                role, Stream.concat(schemas.stream(), further.stream()).toList(), unread);
    }

    /** True when whoever may make a schema of the role's name puts it into the path. */
    public boolean namesTheUser() {
        return schemas.contains(USER);
    }
}
