package io.opsconductor.pulse.db.isolation.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Kind;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Token;

/**
 * Whose columns names are. Inside a query the server puts the name of its table, or another for it, before each one.
 *
 * @param column the tenant's
 * @param inner names of the query's tables; none outside a query
 */
record PolicyNames(String column, Set<String> inner) {
    static PolicyNames of(String column) {
        return new PolicyNames(column, Set.of());
    }

    PolicyNames within(Set<String> words) {
        return new PolicyNames(column, words);
    }

    /** @param parts those between dots */
    PolicyValue column(List<Token> parts) {
        boolean outer = parts.size() == 1 || !inner.contains(parts.get(0).text());
        return outer && parts.get(parts.size() - 1).text().equals(column)
                ? PolicyValue.TENANT
                : outer ? PolicyValue.ROW : PolicyValue.INNER;
    }

    /** Whether one of them is a column of the row that the policy is about. */
    boolean hasOuter(List<Token> tokens) {
        for (int i = 0; i < tokens.size() - 1; i++) {
            Token token = tokens.get(i);
            boolean first =
                    token.kind() == Kind.WORD && (i == 0 || !tokens.get(i - 1).is("."));
            Token behind = tokens.get(i + 1);
            boolean call = i + 3 < tokens.size() && tokens.get(i + 3).is("(");
            boolean type = i > 0 && tokens.get(i - 1).is("::");
            if (first && !type && behind.is(".") && !call && !inner.contains(token.text())) {
                return true;
            }
        }
        return false;
    }

    /** What commas part, outside of parentheses and brackets; each with an end. */
    static List<List<Token>> split(List<Token> tokens) {
        List<List<Token>> parts = new ArrayList<>();
        List<Token> part = new ArrayList<>();
        int open = 0;
        for (Token token : tokens) {
            open += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            boolean end = token.kind() == Kind.END;
            if (end || open == 0 && token.is(",")) {
                if (!part.isEmpty()) {
                    part.add(new Token(Kind.END, "", false));
                    parts.add(part);
                }
                part = new ArrayList<>();
            } else {
                part.add(token);
            }
        }
        return parts;
    }
}
