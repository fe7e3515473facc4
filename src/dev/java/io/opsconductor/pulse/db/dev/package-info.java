/**
 * Databases to develop and test against: the one place that chooses them, for tests, demo and benchmark alike. Nothing
 * of this ships. Everything started here ends with the JVM, also with one that is killed: each child process watches its
 * standard input and cleans up when that closes.
 */
package io.opsconductor.pulse.db.dev;
