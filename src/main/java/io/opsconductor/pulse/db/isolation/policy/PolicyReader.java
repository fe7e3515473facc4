package io.opsconductor.pulse.db.isolation.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.PolicyCursor.NotUnderstood;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Kind;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Token;

/** Works out a policy's condition while it reads it. What it does not understand is opaque, as far as its parentheses go. Pure. */
final class PolicyReader {
    /** Deeper ones are not understood. */
    private static final int DEEPEST = 100;

    private static final Set<String> TYPE_WORDS = Set.of("varying", "precision", "with", "without", "time", "zone");

    private final PolicyCursor text;
    private final PolicyNames names;
    private final int depth;

    private PolicyReader(List<Token> tokens, PolicyNames names, int depth) {
        this.text = new PolicyCursor(tokens);
        this.names = names;
        this.depth = depth;
    }

    static PolicyValue read(List<Token> expression, PolicyScene scene) {
        return read(expression, PolicyNames.of(scene), 0);
    }

    /** @param tokens with an end */
    static PolicyValue read(List<Token> tokens, PolicyNames names, int depth) {
        if (names.scene().left().addAndGet(-tokens.size()) < 0) {
            return PolicyValue.OPAQUE;
        }
        PolicyReader reader = new PolicyReader(tokens, names, depth);
        try {
            PolicyValue value = reader.either();
            return reader.text.peek().kind() == Kind.END ? value : PolicyValue.OPAQUE;
        } catch (NotUnderstood e) {
            return PolicyValue.OPAQUE;
        }
    }

    private PolicyValue either() throws NotUnderstood {
        PolicyValue value = both();
        while (text.took("OR")) {
            value = value.or(both());
        }
        return value;
    }

    private PolicyValue both() throws NotUnderstood {
        PolicyValue value = negated();
        while (text.took("AND")) {
            value = value.and(negated());
        }
        return value;
    }

    private PolicyValue negated() throws NotUnderstood {
        boolean not = false;
        while (text.took("NOT")) {
            not = !not;
        }
        PolicyValue value = operators();
        return not ? value.not() : value;
    }

    private PolicyValue operators() throws NotUnderstood {
        PolicyValue value = operand();
        while (true) {
            if (text.peek().kind() == Kind.OPERATOR) {
                value = operated(text.next().text(), value);
            } else if (text.took("OPERATOR")) {
                text.parenthesized();
                operand();
                value = PolicyValue.OPAQUE;
            } else if (text.took("IS")) {
                value = is(value);
            } else if (text.took("IN")) {
                value = PolicyComparison.ofUnknown("=", value, operand(), false);
            } else if (text.took("COLLATE")) {
                text.next();
                while (text.took(".")) {
                    text.next();
                }
            } else {
                return value;
            }
        }
    }

    private PolicyValue operated(String operator, PolicyValue left) throws NotUnderstood {
        boolean all = text.peek().isWord("ALL");
        if (text.took("ALL") || text.took("ANY")) {
            PolicyValue right = operand();
            return right.elements().isEmpty()
                    ? PolicyComparison.ofUnknown(operator, left, right, all)
                    : PolicyComparison.of(operator, left, right.elements(), all);
        }
        return PolicyComparison.of(operator, left, List.of(operand()), false);
    }

    private PolicyValue is(PolicyValue value) throws NotUnderstood {
        boolean not = text.took("NOT");
        PolicyValue result;
        if (text.took("NULL")) {
            result = value.isNull();
        } else if (text.took("DISTINCT")) {
            text.expect("FROM");
            result = value.distinct(operand());
        } else if (text.took("UNKNOWN")) {
            result = value.truth().isNull();
        } else {
            boolean wanted = text.peek().isWord("TRUE");
            if (!text.took("TRUE")) {
                text.expect("FALSE");
            }
            PolicyValue truth = value.truth();
            result = truth.is(PolicyValue.Kind.NULL) ? PolicyValue.FALSE : wanted ? truth : value.not();
        }
        return not ? result.not() : result;
    }

    private PolicyValue operand() throws NotUnderstood {
        PolicyValue value = primary();
        while (true) {
            if (text.took("::")) {
                value = cast(value);
            } else if (text.took("[")) {
                boolean list = !value.elements().isEmpty();
                either();
                text.expect("]");
                value = list || value.is(PolicyValue.Kind.TENANT) ? PolicyValue.OPAQUE : value;
            } else if (text.took(".")) {
                text.next();
                value = PolicyFunctions.combined(List.of(value));
            } else {
                return value;
            }
        }
    }

    private PolicyValue cast(PolicyValue value) throws NotUnderstood {
        Token type = text.next();
        boolean others = false;
        while (text.took(".")) {
            type = text.next();
            others = true;
        }
        while (text.peek().kind() == Kind.WORD
                && TYPE_WORDS.contains(text.peek().text())) {
            text.next();
        }
        boolean cut = text.peek().is("(");
        if (cut) {
            text.parenthesized();
            while (text.peek().kind() == Kind.WORD
                    && TYPE_WORDS.contains(text.peek().text())) {
                text.next();
            }
        }
        boolean array = false;
        while (text.took("[")) {
            text.expect("]");
            array = true;
        }
        return PolicyCast.of(value, type.text(), array, others || cut);
    }

    private PolicyValue primary() throws NotUnderstood {
        Token token = text.next();
        return switch (token.kind()) {
            case TEXT, NUMBER -> PolicyValue.constant(token.text());
            case OPERATOR -> PolicyFunctions.combined(List.of(operand()));
            case WORD -> token.quoted() ? named(token) : word(token);
            default -> {
                if (!token.is("(")) {
                    throw new NotUnderstood();
                }
                text.back();
                yield group(text.parenthesized());
            }
        };
    }

    /** What is not understood in parentheses does not keep what is around them from being read. */
    private PolicyValue group(List<Token> inner) {
        if (depth >= DEEPEST) {
            return PolicyValue.OPAQUE;
        }
        return inner.get(0).isWord("SELECT")
                ? PolicyQuery.value(inner, names, depth + 1)
                : read(inner, names, depth + 1);
    }

    private PolicyValue word(Token token) throws NotUnderstood {
        switch (token.text()) {
            case "true":
                return PolicyValue.TRUE;
            case "false":
                return PolicyValue.FALSE;
            case "NULL":
                return PolicyValue.NULL;
            case "CASE":
                return choice();
            case "ARRAY":
                return array();
            case "EXISTS":
                List<Token> query = text.parenthesized();
                return depth >= DEEPEST ? PolicyValue.OPAQUE : PolicyQuery.exists(query, names, depth + 1);
            default:
                return named(token);
        }
    }

    private PolicyValue array() throws NotUnderstood {
        if (text.peek().is("(")) {
            return group(text.parenthesized());
        }
        text.expect("[");
        List<PolicyValue> elements = new ArrayList<>();
        while (!text.took("]")) {
            elements.add(either());
            if (!text.peek().is("]")) {
                text.expect(",");
            }
        }
        return PolicyValue.array(elements);
    }

    private PolicyValue choice() throws NotUnderstood {
        PolicyValue subject = text.peek().isWord("WHEN") ? null : either();
        List<PolicyValue> conditions = new ArrayList<>();
        List<PolicyValue> results = new ArrayList<>();
        while (text.took("WHEN")) {
            PolicyValue condition = either();
            conditions.add(subject == null ? condition.truth() : subject.equal(condition));
            text.expect("THEN");
            results.add(either());
        }
        PolicyValue otherwise = text.took("ELSE") ? either() : PolicyValue.NULL;
        text.expect("END");
        return PolicyFunctions.choice(conditions, results, otherwise);
    }

    /** A column, a function, or a keyword that is one of these without parentheses. */
    private PolicyValue named(Token first) throws NotUnderstood {
        List<Token> parts = new ArrayList<>(List.of(first));
        while (text.took(".")) {
            parts.add(text.next());
        }
        Token last = parts.get(parts.size() - 1);
        if (!text.peek().is("(")) {
            PolicyValue keyword =
                    parts.size() > 1 || first.quoted() ? null : PolicyFunctions.keyword(first.text(), names.scene());
            return keyword != null ? keyword : names.column(parts);
        }
        List<PolicyValue> arguments = new ArrayList<>();
        List<Token> inner = text.parenthesized();
        if (depth >= DEEPEST) {
            return PolicyValue.OPAQUE;
        }
        for (List<Token> argument : PolicyNames.split(inner)) {
            arguments.add(read(argument, names, depth + 1));
        }
        boolean ours =
                parts.size() == 1 || parts.size() == 2 && parts.get(0).text().equals("pg_catalog");
        return ours
                ? PolicyFunctions.call(last.text(), arguments, names.scene())
                : PolicyFunctions.another(arguments, names.scene());
    }
}
