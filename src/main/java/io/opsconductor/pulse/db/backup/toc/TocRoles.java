package io.opsconductor.pulse.db.backup.toc;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * The roles that have to be there before an archive is restored, for pg_restore fails on the first that is missing: who
 * own something, and who are named by grants, policies and user mappings. By the table of contents alone: a function's
 * body, a comment or a table's name may hold the like, and is not looked at.
 */
public final class TocRoles {
    private final Set<String> roles = new TreeSet<>();

    private TocRoles() {}

    /** Unquoted, sorted. */
    public static Set<String> of(ArchiveToc toc) {
        TocRoles found = new TocRoles();
        toc.entries().forEach(found::entry);
        return found.roles;
    }

    private void entry(TocEntry entry) {
        add(entry.owner());
        if (entry.is("ACL", "DEFAULT ACL")) {
            SqlTokens.statements(entry.definition()).forEach(this::grant);
        } else if (entry.is("POLICY")) {
            SqlTokens.statements(entry.definition()).stream().findFirst().ifPresent(this::policy);
        } else if (entry.is("USER MAPPING")) {
            SqlTokens.statements(entry.definition()).stream().findFirst().ifPresent(tokens -> after("FOR", tokens, 0));
        }
    }

    private void grant(List<String> tokens) {
        after("AUTHORIZATION", tokens, 0);
        if (tokens.size() > 2 && tokens.get(0).equals("ALTER")) {
            after("ROLE", tokens, 0);
        }
        int last = Math.max(tokens.lastIndexOf("TO"), tokens.lastIndexOf("FROM"));
        if (last >= 0) {
            list(tokens, last);
        }
    }

    /** {@code CREATE POLICY name ON table … TO role, role USING (…)}; what stands in parentheses is one token. */
    private void policy(List<String> tokens) {
        int to = tokens.indexOf("TO");
        int using = tokens.indexOf("USING");
        if (to >= 0 && (using < 0 || to < using)) {
            list(tokens, to);
        }
    }

    private void after(String word, List<String> tokens, int from) {
        int at = tokens.subList(from, tokens.size()).indexOf(word);
        if (at >= 0 && at + 1 < tokens.size()) {
            named(tokens.get(at + 1));
        }
    }

    /** Names behind a word, with commas between them. */
    private void list(List<String> tokens, int word) {
        for (int at = word + 1; at < tokens.size(); at += 2) {
            named(tokens.get(at));
            if (at + 1 >= tokens.size() || !tokens.get(at + 1).equals(",")) {
                return;
            }
        }
    }

    /** No role can be called public, as pg_dump writes it in a user mapping. */
    private void named(String token) {
        if (!token.equalsIgnoreCase("PUBLIC") && !token.equals("DEFAULT")) {
            add(SqlIdentifier.unquoted(token));
        }
    }

    /** pg_dump writes {@code -} for an owner that is gone. */
    private void add(String role) {
        if (!role.isBlank() && !role.equals("-")) {
            roles.add(role);
        }
    }
}
