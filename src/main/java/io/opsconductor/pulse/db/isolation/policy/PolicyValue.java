package io.opsconductor.pulse.db.isolation.policy;

import java.math.BigDecimal;
import java.util.List;

/**
 * A part of a policy's condition, of which only so much is known as tells whose rows are let through. Pure.
 *
 * @param text of a constant; else blank
 * @param elements of an array that is written out; else none
 */
record PolicyValue(Kind kind, String text, List<PolicyValue> elements) {
    static final PolicyValue NULL = of(Kind.NULL);
    static final PolicyValue TRUE = of(Kind.TRUE);
    static final PolicyValue FALSE = of(Kind.FALSE);
    static final PolicyValue TENANT = of(Kind.TENANT);
    static final PolicyValue SESSION = of(Kind.SESSION);
    static final PolicyValue ROW = of(Kind.ROW);

    /** A column of another table, in a query. */
    static final PolicyValue INNER = new PolicyValue(Kind.ROW, "inner", List.of());

    static final PolicyValue CALLED = of(Kind.CALLED);
    static final PolicyValue OPAQUE = of(Kind.OPAQUE);
    static final PolicyValue ANYTHING = of(Kind.ANYTHING);

    /** A setting that is set to nothing: a constant, which says something of the session all the same. */
    static final PolicyValue EMPTY_SETTING = of(Kind.EMPTY_SETTING);

    /** As truths in rising order of how much is let through. */
    enum Kind {
        FALSE,
        NULL,
        /** What differs from row to row, other than whose it is. */
        ROW,
        /** What another's function, or a query, gives for the session. */
        CALLED,
        OPAQUE,
        /** The same for every session, but not known here, such as the time. */
        ANYTHING,
        TRUE,
        CONSTANT,
        EMPTY_SETTING,
        /** What is set for the session, or who it is: neither this tenant nor any constant. */
        SESSION,
        /** Whose the row is: neither the session's tenant nor any constant. */
        TENANT
    }

    static PolicyValue of(Kind kind) {
        return new PolicyValue(kind, "", List.of());
    }

    static PolicyValue constant(String text) {
        return new PolicyValue(Kind.CONSTANT, text, List.of());
    }

    static PolicyValue array(List<PolicyValue> elements) {
        return new PolicyValue(Kind.OPAQUE, "", List.copyOf(elements));
    }

    boolean is(Kind... kinds) {
        return List.of(kinds).contains(kind);
    }

    /** What it is as a condition. */
    PolicyValue truth() {
        return switch (kind) {
            case CALLED -> OPAQUE;
            case TENANT -> ROW;
            case SESSION, EMPTY_SETTING -> FALSE;
            case CONSTANT -> text.matches("(?i)\\s*(t(r(ue?)?)?|y(es?)?|on|1)\\s*") ? TRUE : FALSE;
            default -> this;
        };
    }

    PolicyValue not() {
        PolicyValue truth = truth();
        // A setting that a session switches on can be switched off.
        return kind == Kind.SESSION || truth.kind == Kind.FALSE ? TRUE : truth.kind == Kind.TRUE ? FALSE : truth;
    }

    PolicyValue or(PolicyValue other) {
        return truth().kind.compareTo(other.truth().kind) >= 0 ? truth() : other.truth();
    }

    PolicyValue and(PolicyValue other) {
        return truth().kind.compareTo(other.truth().kind) <= 0 ? truth() : other.truth();
    }

    PolicyValue isNull() {
        return switch (kind) {
            case NULL -> TRUE;
            case ROW, ANYTHING -> of(kind);
            case CALLED, OPAQUE -> elements.isEmpty() ? OPAQUE : FALSE;
            default -> FALSE;
        };
    }

    /** As {@code IS DISTINCT FROM}: neither is nothing special. */
    PolicyValue distinct(PolicyValue other) {
        if (is(Kind.NULL) || other.is(Kind.NULL)) {
            return is(Kind.NULL) ? other.isNull().not() : isNull().not();
        }
        return differs(other);
    }

    /** A row of another table that belongs to this one asks whose it is, as far as that table is guarded. */
    private boolean joins(PolicyValue other) {
        return is(Kind.ROW, Kind.TENANT)
                && other.is(Kind.ROW, Kind.TENANT)
                && text.equals(INNER.text) != other.text.equals(INNER.text);
    }

    PolicyValue equal(PolicyValue other) {
        if (joins(other)) {
            return FALSE;
        }
        if (is(Kind.NULL) || other.is(Kind.NULL)) {
            return NULL;
        }
        if (is(Kind.OPAQUE) || other.is(Kind.OPAQUE)) {
            return OPAQUE;
        }
        if (is(Kind.TRUE, Kind.FALSE) || other.is(Kind.TRUE, Kind.FALSE)) {
            return is(Kind.TENANT, Kind.SESSION) || other.is(Kind.TENANT, Kind.SESSION)
                    ? FALSE
                    : is(Kind.TRUE)
                            ? other.truth()
                            : other.is(Kind.TRUE) ? truth() : is(Kind.FALSE) ? other.not() : not();
        }
        if (is(Kind.TENANT) || other.is(Kind.TENANT)) {
            PolicyValue second = is(Kind.TENANT) ? other : this;
            return second.is(Kind.TENANT) ? TRUE : second.is(Kind.ROW) ? ROW : FALSE;
        }
        if (is(Kind.CALLED) || other.is(Kind.CALLED)) {
            return is(Kind.ROW) || other.is(Kind.ROW) ? FALSE : OPAQUE;
        }
        if (is(Kind.SESSION) || other.is(Kind.SESSION)) {
            return kind == other.kind ? TRUE : FALSE;
        }
        if (is(Kind.ROW) || other.is(Kind.ROW)) {
            return ROW;
        }
        return equalConstants(other);
    }

    private PolicyValue equalConstants(PolicyValue other) {
        if (is(Kind.ANYTHING) || other.is(Kind.ANYTHING)) {
            return is(Kind.EMPTY_SETTING) || other.is(Kind.EMPTY_SETTING) ? FALSE : ANYTHING;
        }
        if (text.equals(other.text)) {
            return TRUE;
        }
        BigDecimal number = number();
        BigDecimal second = other.number();
        return number == null || second == null || number.compareTo(second) != 0 ? FALSE : TRUE;
    }

    /** Null for a text that is not a number. */
    private BigDecimal number() {
        return text.matches("-?\\d{1,40}(\\.\\d{1,40})?") ? new BigDecimal(text) : null;
    }

    PolicyValue differs(PolicyValue other) {
        return is(Kind.SESSION) && other.is(Kind.SESSION)
                ? TRUE
                : joins(other) ? ROW : equal(other).not();
    }

    /**
     * Any other comparison.
     *
     * @param order whether it is one of order or likeness, which holds for other tenants' rows, too
     */
    PolicyValue compared(PolicyValue other, boolean order) {
        if (is(Kind.NULL) || other.is(Kind.NULL)) {
            return NULL;
        }
        if (is(Kind.OPAQUE, Kind.CALLED) || other.is(Kind.OPAQUE, Kind.CALLED)) {
            return OPAQUE;
        }
        if (is(Kind.ROW) || other.is(Kind.ROW)) {
            return ROW;
        }
        if (is(Kind.TENANT) || other.is(Kind.TENANT)) {
            return order ? TRUE : OPAQUE;
        }
        return is(Kind.SESSION, Kind.EMPTY_SETTING) || other.is(Kind.SESSION, Kind.EMPTY_SETTING) ? OPAQUE : ANYTHING;
    }

    /** What a function of PostgreSQL's own, or an operator that is no comparison, makes of them. */
    static PolicyValue combined(List<PolicyValue> values) {
        boolean called = values.stream().anyMatch(value -> value.is(Kind.CALLED));
        boolean row = values.stream().anyMatch(value -> value.is(Kind.ROW, Kind.TENANT));
        if (values.stream().anyMatch(value -> value.is(Kind.NULL))) {
            return NULL;
        }
        if (called && row || values.stream().anyMatch(value -> value.is(Kind.TENANT, Kind.OPAQUE))) {
            return OPAQUE;
        }
        if (row) {
            return ROW;
        }
        if (called) {
            return CALLED;
        }
        return values.stream().anyMatch(value -> value.is(Kind.SESSION, Kind.EMPTY_SETTING)) ? SESSION : ANYTHING;
    }
}
