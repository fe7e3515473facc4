/**
 * Reads SQL files and judges them before they run. Pure: knows neither database nor Flyway nor files on disk, and nothing of
 * the rest of {@code migrate}.
 *
 * <p>The files are walked in order, and what earlier statements have made (tables, hypertables, constraints) is remembered
 * in {@link io.opsconductor.pulse.db.migrate.lint.KnownSchema}. Statements inside a {@code DO} body are read for that
 * memory only: whether a branch of it runs cannot be told from outside, so no rule judges them; nor is dynamic SQL
 * ({@code EXECUTE}) read, nor the body of a function.
 */
package io.opsconductor.pulse.db.migrate.lint;
