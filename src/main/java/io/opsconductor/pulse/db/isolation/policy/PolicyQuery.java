package io.opsconductor.pulse.db.isolation.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.PolicyCondition.Settings;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Kind;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Token;

/** What a query gives in a policy's condition. Only one with a single WHERE is understood. Pure. */
final class PolicyQuery {
    private static final Set<String> MORE =
            Set.of("UNION", "EXCEPT", "INTERSECT", "GROUP", "HAVING", "WITH", "LIMIT", "OFFSET", "VALUES");

    private PolicyQuery() {}

    /** One that looks for rows that belong to the policy's row asks whose that is. */
    static PolicyValue exists(List<Token> query, PolicyNames names, Settings settings, int depth) {
        Parts parts = parts(query);
        if (parts == null || parts.where().isEmpty() || parts.from().isEmpty()) {
            return PolicyValue.OPAQUE;
        }
        PolicyNames inside = names.within(tables(parts.from()));
        return isKeyed(parts, inside, settings, depth) && inside.hasOuter(parts.where())
                ? PolicyValue.FALSE
                : PolicyValue.OPAQUE;
    }

    /** What it selects; of tables, what they hold for the session. */
    static PolicyValue value(List<Token> query, PolicyNames names, Settings settings, int depth) {
        Parts parts = parts(query);
        if (parts == null) {
            return PolicyValue.OPAQUE;
        }
        if (parts.from().isEmpty()) {
            return parts.where().isEmpty() ? selected(parts.select(), names, settings, depth) : PolicyValue.OPAQUE;
        }
        PolicyNames inside = names.within(tables(parts.from()));
        return !parts.where().isEmpty()
                        && isKeyed(parts, inside, settings, depth)
                        && !inside.hasOuter(parts.where())
                        && !inside.hasOuter(parts.select())
                ? PolicyValue.CALLED
                : PolicyValue.OPAQUE;
    }

    private static PolicyValue selected(List<Token> select, PolicyNames names, Settings settings, int depth) {
        int as = 0;
        while (as < select.size() && !select.get(as).isWord("AS")) {
            as++;
        }
        return as < select.size() - 2
                ? PolicyValue.OPAQUE
                : PolicyReader.read(ended(select.subList(0, as)), names, settings, depth);
    }

    /** Its WHERE holds for what belongs to the session or the row only. */
    private static boolean isKeyed(Parts parts, PolicyNames inside, Settings settings, int depth) {
        PolicyValue where = PolicyReader.read(ended(parts.where()), inside, settings, depth);
        return where.truth().is(PolicyValue.Kind.FALSE, PolicyValue.Kind.NULL);
    }

    private record Parts(List<Token> select, List<Token> from, List<Token> where) {}

    /** Null when it has other parts, too. */
    private static Parts parts(List<Token> query) {
        List<List<Token>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int part = 0;
        int open = 0;
        for (Token token : query.subList(1, query.size() - 1)) {
            open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            boolean word = open == 0 && token.kind() == Kind.WORD && !token.quoted();
            if (word && MORE.contains(token.text())) {
                return null;
            }
            if (word && token.isWord(part == 0 ? "FROM" : part == 1 ? "WHERE" : "")) {
                part++;
            } else {
                parts.get(part).add(token);
            }
        }
        return new Parts(parts.get(0), parts.get(1), parts.get(2));
    }

    /** By what the columns of its tables are named: another name for a table takes its own away. */
    private static Set<String> tables(List<Token> from) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < from.size(); i++) {
            Token token = from.get(i);
            boolean renamed = i + 1 < from.size() && isName(from.get(i + 1));
            boolean schema = i + 1 < from.size() && from.get(i + 1).is(".");
            if (isName(token) && !renamed && !schema) {
                names.add(token.text());
            }
        }
        return names;
    }

    /** Keywords are written in capitals. */
    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD
                && (token.quoted() || !token.text().equals(token.text().toUpperCase(Locale.ROOT)));
    }

    private static List<Token> ended(List<Token> tokens) {
        List<Token> all = new ArrayList<>(tokens);
        all.add(new Token(Kind.END, "", false));
        return all;
    }
}
