/**
 * Connection pools against their ceilings: what services and poolers may open, what the server has room for, who waits, and
 * whether the pooler's mode fits. Start with {@code PoolCheck}; {@code PgBouncerCatalog} asks the consoles,
 * {@code CeilingJudge}, {@code WaitingJudge} and {@code ModeJudge} are pure. Where neither services nor poolers are
 * configured nothing is said. No feature may enter.
 */
package io.opsconductor.pulse.db.pool;
