package io.opsconductor.pulse.db.isolation.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.PolicyCursor.NotUnderstood;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Kind;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Token;

/** The tables that a query reads, and by what inner joins tie them together. Pure. */
final class PolicyFrom {
    private static final Set<String> JOINING = Set.of("LEFT", "RIGHT", "FULL", "INNER", "OUTER", "NATURAL", "CROSS");

    private final PolicyContext context;

    /** By what their columns are named by: another name for a table takes its own away. */
    private final Map<String, JoinedTable> tables = new LinkedHashMap<>();

    /** Each with an end. */
    private final List<List<Token>> conditions = new ArrayList<>();

    private PolicyFrom(PolicyContext context) {
        this.context = context;
    }

    /**
     * @param from with an end
     * @throws NotUnderstood for functions and queries in place of tables
     */
    static PolicyFrom read(List<Token> from, PolicyContext context) throws NotUnderstood {
        PolicyFrom read = new PolicyFrom(context);
        read.list(from);
        return read;
    }

    Map<String, JoinedTable> tables() {
        return tables;
    }

    List<List<Token>> conditions() {
        return conditions;
    }

    private void list(List<Token> tokens) throws NotUnderstood {
        PolicyCursor text = new PolicyCursor(tokens);
        do {
            joined(text);
        } while (text.took(","));
        if (text.peek().kind() != Kind.END) {
            throw new NotUnderstood();
        }
    }

    /** What an outer join asks for keeps no row of its tables from the query: it is passed over. USING makes columns without a table. */
    private void joined(PolicyCursor text) throws NotUnderstood {
        item(text);
        while (true) {
            boolean inner = true;
            while (JOINING.contains(text.peek().text()) && !text.peek().quoted()) {
                inner &= text.next().isWord("INNER");
            }
            if (!text.took("JOIN")) {
                return;
            }
            item(text);
            if (text.took("ON")) {
                List<Token> condition = text.parenthesized();
                if (inner) {
                    conditions.add(condition);
                }
            }
        }
    }

    private void item(PolicyCursor text) throws NotUnderstood {
        if (text.peek().is("(")) {
            list(text.parenthesized());
            return;
        }
        text.took("ONLY");
        String schema = "pg_catalog";
        String name = name(text);
        if (text.took(".")) {
            schema = name;
            name = name(text);
        }
        String alias = isName(text.peek()) ? text.next().text() : name;
        if (text.peek().is("(") || text.peek().is(".")) {
            throw new NotUnderstood();
        }
        if (tables.put(alias, context.table(schema, name)) != null) {
            throw new NotUnderstood();
        }
    }

    private static String name(PolicyCursor text) throws NotUnderstood {
        if (!isName(text.peek())) {
            throw new NotUnderstood();
        }
        return text.next().text();
    }

    /** Keywords are written in capitals. */
    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD
                && (token.quoted() || !token.text().equals(token.text().toUpperCase(Locale.ROOT)));
    }
}
