package io.opsconductor.pulse.db.isolation.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Kind;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Token;

/**
 * Whose columns names are. Inside a query the server puts the name of its table, or another for it, before each one.
 *
 * @param inner the tables of the queries around it, by what their columns are named by; none outside a query
 */
record PolicyNames(PolicyScene scene, Map<String, Inner> inner) {
    /** @param own its row is the session's, else another's */
    record Inner(JoinedTable table, boolean own) {}

    static PolicyNames of(PolicyScene scene) {
        return new PolicyNames(scene, Map.of());
    }

    PolicyNames within(Map<String, Inner> more) {
        Map<String, Inner> all = new HashMap<>(inner);
        all.putAll(more);
        return new PolicyNames(scene, all);
    }

    /** @param parts those between dots */
    PolicyValue column(List<Token> parts) {
        Inner of = parts.size() == 1 ? null : inner.get(parts.get(0).text());
        String name = parts.get(parts.size() - 1).text();
        boolean tenants = name.equals(scene.context().column());
        if (of == null) {
            return tenants ? PolicyValue.tenant(scene.tenant()) : PolicyValue.ROW;
        }
        return of.own() && scene.who() == PolicyScene.Who.OWNER
                ? PolicyValue.OPAQUE
                : PolicyValue.inner(of.own(), tenants, of.table().keys().contains(name));
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
