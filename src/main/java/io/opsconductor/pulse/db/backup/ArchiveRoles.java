package io.opsconductor.pulse.db.backup;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects the roles that an archive needs to be there before it is restored: pg_restore fails on the first that is
 * missing. pg_dump puts a comment before each object that says its type and owner; grants are looked for only below
 * those of their type, for a function's body may hold the like.
 */
final class ArchiveRoles {
    private static final String ROLE = "(\"(?:[^\"]|\"\")+\"|[^\\s\",;]+)";
    private static final Pattern HEADER =
            Pattern.compile("-- (?:Data for )?Name: .*; Type: (.*); Schema: .*; Owner: (.*)");
    private static final Pattern GRANT = Pattern.compile(
            "(?:GRANT|REVOKE|ALTER DEFAULT PRIVILEGES) .* (?:TO|FROM) " + ROLE + "(?: WITH GRANT OPTION)?;");
    private static final Pattern GRANTOR =
            Pattern.compile("(?:SET SESSION AUTHORIZATION|.* FOR ROLE) " + ROLE + "[ ;].*");
    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[^\\s\".]+)";
    private static final Pattern POLICY = Pattern.compile("CREATE POLICY " + NAME + " ON (?:" + NAME + "\\.)?" + NAME
            + "(?: AS [A-Z]+)?(?: FOR [A-Z]+)? TO (" + ROLE + "(?:, " + ROLE + ")*)(?: .*|;)");
    private static final Pattern ONE = Pattern.compile(ROLE);

    private final Set<String> roles = new TreeSet<>();
    private String type = "";

    /** @param line one line of a script, outside the data of tables */
    void line(String line) {
        Matcher header = HEADER.matcher(line);
        if (header.matches()) {
            type = header.group(1);
            if (!header.group(2).isBlank() && !header.group(2).equals("-")) {
                roles.add(header.group(2));
            }
            return;
        }
        switch (type) {
            case "ACL", "DEFAULT ACL" -> {
                add(GRANT.matcher(line));
                add(GRANTOR.matcher(line));
            }
            case "POLICY" -> {
                Matcher policy = POLICY.matcher(line);
                if (policy.matches()) {
                    ONE.matcher(policy.group(1)).results().forEach(role -> add(role.group(1)));
                }
            }
            default -> {
                // The owner is in the comment already.
            }
        }
    }

    private void add(Matcher matcher) {
        if (matcher.matches()) {
            add(matcher.group(1));
        }
    }

    /** @param name as SQL writes it */
    void add(String name) {
        if (!name.equals("PUBLIC")) {
            roles.add(
                    name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name);
        }
    }

    /** Unquoted, sorted. */
    Set<String> roles() {
        return roles;
    }
}
