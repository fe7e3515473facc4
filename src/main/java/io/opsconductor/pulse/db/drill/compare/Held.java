package io.opsconductor.pulse.db.drill.compare;

/** Held functions of others are held: a superuser's sessions cannot call them. */
public enum Held {
    ALL,
    /** While indexes are made: their expressions are computed as the table's owner, their constants are not. */
    OF_DOMAINS,
    NONE
}
