package io.opsconductor.pulse.db.isolation.policy;

import java.util.List;
import java.util.Set;

/** What an operator of PostgreSQL's own makes of two parts of a policy's condition, or of one and a list. Pure. */
final class PolicyComparison {
    private static final Set<String> ARITHMETIC =
            Set.of("+", "-", "*", "/", "%", "^", "||", "->", "->>", "#>", "#>>", "&", "|", "#");

    /** What says that one comes before another, or is like it. */
    private static final Set<String> ORDER =
            Set.of("<", ">", "<=", ">=", "~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*");

    private PolicyComparison() {}

    /** There may be none to compare with: then ALL holds, and ANY does not, not even for nothing. */
    static PolicyValue ofUnknown(String operator, PolicyValue left, PolicyValue right, boolean all) {
        PolicyValue value = of(operator, left, List.of(right), all);
        return all ? value.or(PolicyValue.OPAQUE) : value.is(PolicyValue.Kind.NULL) ? PolicyValue.NEVER : value;
    }

    static PolicyValue of(String operator, PolicyValue left, List<PolicyValue> rights, boolean all) {
        return rights.stream()
                .map(right -> switch (operator) {
                    case "=" -> left.equal(right);
                    case "<>" -> left.differs(right);
                    default ->
                        ARITHMETIC.contains(operator)
                                ? PolicyFunctions.combined(List.of(left, right))
                                : left.compared(right, ORDER.contains(operator));
                })
                .reduce((a, b) -> all ? a.and(b) : a.or(b))
                .orElse(PolicyValue.OPAQUE);
    }
}
