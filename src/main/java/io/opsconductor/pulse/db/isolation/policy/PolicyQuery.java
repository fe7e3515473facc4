package io.opsconductor.pulse.db.isolation.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.JoinedTable.Guard;
import io.opsconductor.pulse.db.isolation.policy.PolicyCursor.NotUnderstood;
import io.opsconductor.pulse.db.isolation.policy.PolicyNames.Inner;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Kind;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Token;

/**
 * What a query gives in a policy's condition. Only one with a single WHERE is understood. It is worked out for rows of its tables that
 * belong to the session and, where the table does not keep those back itself, for rows of others. Pure.
 */
final class PolicyQuery {
    private static final Set<String> MORE =
            Set.of("UNION", "EXCEPT", "INTERSECT", "GROUP", "HAVING", "WITH", "LIMIT", "OFFSET", "VALUES");

    /** More tables, or queries in queries, are not understood: each doubles what has to be worked out. */
    private static final int MOST = 3;

    private final List<Token> select;
    private final List<Token> where;
    private final PolicyFrom from;
    private final PolicyNames names;
    private final int depth;

    private PolicyQuery(Parts parts, PolicyNames names, int depth) throws NotUnderstood {
        this.select = parts.select();
        this.where = parts.where();
        this.from = PolicyFrom.read(ended(parts.from()), names.scene().context());
        this.names = names;
        this.depth = depth;
        if (names.inner().size() + from.tables().size() > MOST) {
            throw new NotUnderstood();
        }
    }

    /** One that looks for rows that belong to the policy's row asks whose that is, as far as it finds the session's rows only. */
    static PolicyValue exists(List<Token> query, PolicyNames names, int depth) {
        try {
            Parts parts = parts(query);
            // An aggregate, such as count(*), gives a row of no rows.
            return parts.from().isEmpty() || parts.select().stream().anyMatch(token -> token.is("("))
                    ? PolicyValue.OPAQUE
                    : new PolicyQuery(parts, names, depth).exists();
        } catch (NotUnderstood e) {
            return PolicyValue.OPAQUE;
        }
    }

    /** What it selects; of tables, what they hold for the session. */
    static PolicyValue value(List<Token> query, PolicyNames names, int depth) {
        try {
            Parts parts = parts(query);
            if (parts.from().isEmpty()) {
                return parts.where().isEmpty() ? selected(parts.select(), names, depth) : PolicyValue.OPAQUE;
            }
            return new PolicyQuery(parts, names, depth).value();
        } catch (NotUnderstood e) {
            return PolicyValue.OPAQUE;
        }
    }

    private PolicyValue exists() {
        PolicyValue found = PolicyValue.FALSE;
        for (Map<String, Inner> rows : rows()) {
            PolicyValue holds = holds(names.within(rows));
            if (!isNever(holds)) {
                found = found.or(
                        !holds.is(PolicyValue.Kind.OPAQUE) && isOpen(rows) ? PolicyValue.ANYTHING : PolicyValue.OPAQUE);
            }
        }
        return found;
    }

    private PolicyValue value() {
        boolean key = true;
        boolean others = false;
        for (Map<String, Inner> rows : rows()) {
            PolicyNames inside = names.within(rows);
            PolicyValue holds = holds(inside);
            if (isNever(holds)) {
                continue;
            }
            PolicyValue value = selected(select, inside, depth);
            if (value.is(PolicyValue.Kind.OTHERS) && isOpen(rows) && !holds.is(PolicyValue.Kind.OPAQUE)) {
                others = true;
            } else if (value.is(PolicyValue.Kind.OWN)) {
                key &= !value.text().isEmpty();
            } else {
                return PolicyValue.OPAQUE;
            }
        }
        return others ? PolicyValue.OF_ALL : key ? names.scene().called() : PolicyValue.LOOSE;
    }

    private static boolean isNever(PolicyValue holds) {
        return holds.is(PolicyValue.Kind.FALSE, PolicyValue.Kind.NEVER, PolicyValue.Kind.NULL);
    }

    /** Whether some of them is another's for certain. What joins keep from a query of several tables is not known well enough. */
    private static boolean isOpen(Map<String, Inner> rows) {
        return rows.size() == 1
                && rows.values().stream()
                        .allMatch(row -> !row.own() && row.table().guard() == Guard.OPEN);
    }

    /** Whose rows of each table there may be. */
    private List<Map<String, Inner>> rows() {
        List<Map<String, Inner>> all = List.of(Map.of());
        for (Map.Entry<String, JoinedTable> table : from.tables().entrySet()) {
            List<Map<String, Inner>> next = new ArrayList<>();
            for (Map<String, Inner> rows : all) {
                next.add(with(rows, table, true));
                if (table.getValue().guard() != Guard.GUARDED) {
                    next.add(with(rows, table, false));
                }
            }
            all = next;
        }
        return all;
    }

    private static Map<String, Inner> with(Map<String, Inner> rows, Map.Entry<String, JoinedTable> table, boolean own) {
        Map<String, Inner> more = new HashMap<>(rows);
        more.put(table.getKey(), new Inner(table.getValue(), own));
        return more;
    }

    /** Its WHERE, and what its joins ask for. */
    private PolicyValue holds(PolicyNames inside) {
        PolicyValue holds = where.isEmpty()
                ? PolicyValue.TRUE
                : PolicyReader.read(ended(where), inside, depth).truth();
        for (List<Token> condition : from.conditions()) {
            holds = holds.and(PolicyReader.read(condition, inside, depth));
        }
        return holds;
    }

    private static PolicyValue selected(List<Token> select, PolicyNames names, int depth) {
        int begin = !select.isEmpty() && select.get(0).isWord("DISTINCT") ? 1 : 0;
        int as = begin;
        while (as < select.size() && !select.get(as).isWord("AS")) {
            as++;
        }
        return as < select.size() - 2
                ? PolicyValue.OPAQUE
                : PolicyReader.read(ended(select.subList(begin, as)), names, depth);
    }

    private record Parts(List<Token> select, List<Token> from, List<Token> where) {}

    /** @throws NotUnderstood when it has other parts, too */
    private static Parts parts(List<Token> query) throws NotUnderstood {
        List<List<Token>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int part = 0;
        int open = 0;
        for (Token token : query.subList(1, query.size() - 1)) {
            open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            boolean word = open == 0 && token.kind() == Kind.WORD && !token.quoted();
            if (word && MORE.contains(token.text())) {
                throw new NotUnderstood();
            }
            if (word && token.isWord(part == 0 ? "FROM" : part == 1 ? "WHERE" : "")) {
                part++;
            } else {
                parts.get(part).add(token);
            }
        }
        return new Parts(parts.get(0), parts.get(1), parts.get(2));
    }

    private static List<Token> ended(List<Token> tokens) {
        List<Token> all = new ArrayList<>(tokens);
        all.add(new Token(Kind.END, "", false));
        return all;
    }
}
