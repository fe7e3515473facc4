package io.opsconductor.pulse.db.isolation.policy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A part of a policy's condition, of which only so much is known as tells whose rows are let through. Pure.
 *
 * @param text of a constant, or which one of its kind it is; else blank
 * @param elements of an array that is written out; else none
 */
record PolicyValue(Kind kind, String text, List<PolicyValue> elements) {
    static final PolicyValue NULL = of(Kind.NULL);
    static final PolicyValue NEVER = of(Kind.NEVER);
    static final PolicyValue TRUE = of(Kind.TRUE);
    static final PolicyValue FALSE = of(Kind.FALSE);
    static final PolicyValue SESSION = of(Kind.SESSION);

    /** Where a session comes from, or its number: no role and no setting says that. */
    static final PolicyValue PLACE = new PolicyValue(Kind.SESSION, "place", List.of());

    /** A setting that is what the condition wants it to be. */
    static final PolicyValue SWITCHED = new PolicyValue(Kind.SESSION, "switched", List.of());

    /** Who the session is, where it is the row's. */
    static final PolicyValue OWNER = new PolicyValue(Kind.SESSION, "owner", List.of());

    static final PolicyValue ROW = of(Kind.ROW);

    /** What a query gives of the rows of every tenant. */
    static final PolicyValue OF_ALL = new PolicyValue(Kind.OTHERS, "all", List.of());

    static final PolicyValue CALLED = of(Kind.CALLED);

    /** What a query gives of the session's rows, and others' rows may have, too. */
    static final PolicyValue LOOSE = new PolicyValue(Kind.CALLED, "loose", List.of());

    static final PolicyValue OPAQUE = of(Kind.OPAQUE);
    static final PolicyValue ANYTHING = of(Kind.ANYTHING);

    /** A setting that is set to nothing: a constant, which says something of the session all the same. */
    static final PolicyValue EMPTY_SETTING = of(Kind.EMPTY_SETTING);

    /** As truths in rising order of how much is let through. */
    enum Kind {
        FALSE,
        /** One of these two, it is not known which. */
        NEVER,
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
        /** Whose the row is: neither the session's tenant nor any constant but its text. */
        TENANT,
        /** A column of a query's table, in a row that belongs to the session; its text says whether it tells which row is meant. */
        OWN,
        /** The same in a row that belongs to another. */
        OTHERS
    }

    static PolicyValue of(Kind kind) {
        return new PolicyValue(kind, "", List.of());
    }

    /** @param named which one the row's is, of those in the condition; blank for none of them */
    static PolicyValue tenant(String named) {
        return new PolicyValue(Kind.TENANT, named, List.of());
    }

    /**
     * @param own the row is the session's
     * @param tenants whether it says whose the row is
     * @param key whether it says which row it is
     */
    static PolicyValue inner(boolean own, boolean tenants, boolean key) {
        return new PolicyValue(own ? Kind.OWN : Kind.OTHERS, tenants ? "tenant" : key ? "key" : "", List.of());
    }

    /** A role that the condition names, other than these. No name has a character of zero. */
    static PolicyValue namedRole(Set<String> services) {
        return new PolicyValue(Kind.SESSION, "role\0" + String.join("\0", services) + "\0", List.of());
    }

    static PolicyValue constant(String text) {
        return new PolicyValue(Kind.CONSTANT, text, List.of());
    }

    static PolicyValue array(List<PolicyValue> elements) {
        return new PolicyValue(Kind.OPAQUE, "", List.copyOf(elements));
    }

    boolean isRole() {
        return is(Kind.SESSION) && text.startsWith("role");
    }

    boolean is(Kind... kinds) {
        return Arrays.asList(kinds).contains(kind);
    }

    /** As a record's own (whose hash code goes with it), but compiled: the native executable interprets that one. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyValue value
                && kind == value.kind
                && text.equals(value.text)
                && elements.equals(value.elements);
    }

    /** What it is as a condition. */
    PolicyValue truth() {
        return switch (kind) {
            case CALLED -> OPAQUE;
            case TENANT, OWN, OTHERS -> equals(OF_ALL) ? OPAQUE : ROW;
            case SESSION, EMPTY_SETTING -> equals(SWITCHED) ? ANYTHING : FALSE;
            case CONSTANT -> text.matches("(?i)\\s*(t(r(ue?)?)?|y(es?)?|on|1)\\s*") ? TRUE : FALSE;
            default -> this;
        };
    }

    PolicyValue not() {
        PolicyValue truth = truth();
        // A setting that a session switches on can be switched off.
        return switch (kind == Kind.SESSION ? Kind.FALSE : truth.kind) {
            case FALSE -> TRUE;
            case NEVER -> ANYTHING;
            case TRUE -> FALSE;
            default -> truth;
        };
    }

    PolicyValue or(PolicyValue other) {
        return truth().kind.compareTo(other.truth().kind) >= 0 ? truth() : other.truth();
    }

    PolicyValue and(PolicyValue other) {
        PolicyValue least = truth().kind.compareTo(other.truth().kind) <= 0 ? truth() : other.truth();
        PolicyValue most = least == truth() ? other.truth() : truth();
        return least.is(Kind.NULL) && !most.is(Kind.NULL, Kind.TRUE) ? NEVER : least;
    }

    /** Of what may be something else as well: neither it nor its contrary holds for certain. */
    PolicyValue maybe() {
        return is(Kind.TRUE) ? ANYTHING : is(Kind.FALSE, Kind.NULL) ? NEVER : this;
    }

    PolicyValue isNull() {
        return switch (kind) {
            case NULL -> TRUE;
            case ROW, ANYTHING -> of(kind);
            case NEVER -> ANYTHING;
            case OWN -> ROW;
            case OTHERS -> text.equals("tenant") ? FALSE : equals(OF_ALL) ? OPAQUE : ROW;
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

    private boolean isInner() {
        return is(Kind.OWN, Kind.OTHERS);
    }

    PolicyValue equal(PolicyValue other) {
        if (is(Kind.NULL) || other.is(Kind.NULL)) {
            return NULL;
        }
        if (is(Kind.OPAQUE) || other.is(Kind.OPAQUE)) {
            return OPAQUE;
        }
        if (isInner() || other.isInner()) {
            return isInner() ? equalInner(other) : other.equalInner(this);
        }
        if (is(Kind.TENANT) || other.is(Kind.TENANT)) {
            return is(Kind.TENANT) ? equalTenant(other) : other.equalTenant(this);
        }
        if (is(Kind.CALLED) || other.is(Kind.CALLED)) {
            return is(Kind.ROW) || other.is(Kind.ROW) ? equals(LOOSE) || other.equals(LOOSE) ? OPAQUE : FALSE : OPAQUE;
        }
        if (is(Kind.SESSION) || other.is(Kind.SESSION)) {
            return is(Kind.SESSION) ? equalSession(other) : other.equalSession(this);
        }
        if (is(Kind.TRUE, Kind.FALSE) || other.is(Kind.TRUE, Kind.FALSE)) {
            return is(Kind.TRUE) ? other.truth() : other.is(Kind.TRUE) ? truth() : is(Kind.FALSE) ? other.not() : not();
        }
        if (is(Kind.NEVER) || other.is(Kind.NEVER)) {
            return OPAQUE;
        }
        if (is(Kind.ROW) || other.is(Kind.ROW)) {
            return is(Kind.EMPTY_SETTING) || other.is(Kind.EMPTY_SETTING) ? FALSE : ROW;
        }
        return equalConstants(other);
    }

    private PolicyValue equalTenant(PolicyValue other) {
        return switch (other.kind) {
            case TENANT -> TRUE;
            case ROW -> ROW;
            case ANYTHING -> OPAQUE;
            case CONSTANT -> text.isEmpty() ? FALSE : constant(text).equalConstants(other);
            default -> other.equals(OWNER) ? OPAQUE : FALSE;
        };
    }

    /** What no role and no setting says may be so or not. */
    private PolicyValue equalSession(PolicyValue other) {
        if (other.is(Kind.SESSION)) {
            return ANYTHING;
        }
        if (other.is(Kind.ROW)) {
            return equals(OWNER) ? OPAQUE : FALSE;
        }
        if (equals(PLACE)) {
            return OPAQUE;
        }
        boolean named = isRole() && !text.contains("\0" + other.text + "\0");
        return equals(SWITCHED) || named ? ANYTHING : other.is(Kind.FALSE) ? TRUE : FALSE;
    }

    /** A row that belongs to the session has no key in common with another's, and no row of another's is the session's. */
    private PolicyValue equalInner(PolicyValue other) {
        boolean row = other.is(Kind.TENANT, Kind.ROW);
        if (equals(OF_ALL) || other.equals(OF_ALL)) {
            return row ? ANYTHING : OPAQUE;
        }
        if (other.isInner()) {
            return kind == other.kind || text.isEmpty() && other.text.isEmpty() ? ANYTHING : FALSE;
        }
        boolean sessions = other.is(Kind.SESSION, Kind.CALLED);
        if (is(Kind.OTHERS)) {
            return row ? ANYTHING : sessions || other.is(Kind.EMPTY_SETTING) ? FALSE : ROW;
        }
        if (row) {
            return other.is(Kind.TENANT) || !text.isEmpty() ? FALSE : OPAQUE;
        }
        return sessions ? OPAQUE : other.is(Kind.EMPTY_SETTING) ? FALSE : ROW;
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
        return equals(PLACE) || other.equals(PLACE) ? TRUE : equal(other).not();
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
        if (is(Kind.ROW, Kind.OWN, Kind.OTHERS) || other.is(Kind.ROW, Kind.OWN, Kind.OTHERS)) {
            return equals(OF_ALL) || other.equals(OF_ALL) ? OPAQUE : ROW;
        }
        if (is(Kind.TENANT) || other.is(Kind.TENANT)) {
            return order ? ANYTHING : OPAQUE;
        }
        return is(Kind.SESSION, Kind.EMPTY_SETTING) || other.is(Kind.SESSION, Kind.EMPTY_SETTING) ? OPAQUE : ANYTHING;
    }
}
