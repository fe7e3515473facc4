/**
 * The text of a migration: cut into tokens and statements as PostgreSQL and psql do, which of them need a session without
 * a transaction, and what is left of it when whitespace that means nothing is taken out. Pure.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.migrate.file.SqlScanner}; below it are
 * {@link io.opsconductor.pulse.db.migrate.file.SqlLexer} and its tokens, beside it
 * {@link io.opsconductor.pulse.db.migrate.file.OutsideTransaction} and
 * {@link io.opsconductor.pulse.db.migrate.file.TimescaleOptions}, which know how things are spelt. May know neither
 * database nor Flyway nor rules.
 */
package io.opsconductor.pulse.db.migrate.file;
