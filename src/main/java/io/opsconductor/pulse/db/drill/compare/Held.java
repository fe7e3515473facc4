package io.opsconductor.pulse.db.drill.compare;

/** What of others is held: a superuser's sessions cannot call such functions, and pass over the checks of domains. */
public enum Held {
    ALL,
    /** All, and PostgreSQL does not try to compute them beforehand: for what reads expressions and makes none. */
    UNCOMPUTED,
    /** Their checks, while indexes are made: expressions are computed as the table's owner, constants are not. */
    OF_DOMAINS,
    NONE
}
