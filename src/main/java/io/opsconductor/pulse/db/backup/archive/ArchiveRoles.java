package io.opsconductor.pulse.db.backup.archive;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.opsconductor.pulse.db.backup.script.SqlWords;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * Collects the roles that an archive needs to be there before it is restored: pg_restore fails on the first that is
 * missing. pg_dump puts a comment before each object that says its type and owner; grants are looked for only below
 * those of their type.
 */
final class ArchiveRoles {
    private final Set<String> roles = new TreeSet<>();
    private String type = "";

    void entry(ArchiveEntry entry) {
        type = entry.type();
        entry.owner().ifPresent(roles::add);
    }

    /** Whether the next statements may name roles. */
    boolean wants() {
        return type.equals("ACL") || type.equals("DEFAULT ACL") || type.equals("POLICY");
    }

    /** @param statement one that is {@link #wants() wanted} */
    void statement(String statement) {
        if (type.equals("POLICY")) {
            if (statement.startsWith("CREATE POLICY ")) {
                policy(SqlWords.of(beforeExpression(statement), "USING"));
            }
            return;
        }
        List<String> words = SqlWords.of(statement, "");
        if (statement.startsWith("SET SESSION AUTHORIZATION ")) {
            add(words, 3);
        }
        int to = Math.max(words.lastIndexOf("TO"), words.lastIndexOf("FROM"));
        if (to > 0) {
            add(words, to + 1);
        }
        // Only ALTER DEFAULT PRIVILEGES has it there.
        if (statement.startsWith("ALTER DEFAULT PRIVILEGES FOR ROLE ")) {
            add(words, 5);
        }
    }

    /** {@code CREATE POLICY name ON table [AS …] [FOR …] [TO role, …]}. */
    private void policy(List<String> words) {
        int to = words.indexOf("TO");
        for (int at = to + 1; to > 0 && at < words.size() && !words.get(at).equals("WITH"); at++) {
            add(words, at);
        }
    }

    /** An expression may hold any word; its parenthesis is the first outside quotes. */
    private static String beforeExpression(String statement) {
        boolean quoted = false;
        for (int at = 0; at < statement.length(); at++) {
            quoted ^= statement.charAt(at) == '"';
            if (statement.charAt(at) == '(' && !quoted) {
                return statement.substring(0, at);
            }
        }
        return statement;
    }

    private void add(List<String> words, int at) {
        if (at < words.size()) {
            add(words.get(at));
        }
    }

    /** @param name as SQL writes it */
    void add(String name) {
        if (!name.equals("PUBLIC") && !name.equals("DEFAULT")) {
            roles.add(SqlIdentifier.unquoted(name));
        }
    }

    void add(ArchiveRoles others) {
        roles.addAll(others.roles);
    }

    /** Unquoted, sorted. */
    Set<String> roles() {
        return roles;
    }
}
