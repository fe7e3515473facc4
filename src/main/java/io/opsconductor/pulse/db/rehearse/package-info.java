/**
 * Applies the pending migrations to a restored backup, by the code that {@code migrate} uses, and watches what they take, lock,
 * rewrite and lose. Builds on drill and migrate. Touches no database but the scratch one.
 *
 * <p>Start with {@code Rehearsals}.
 */
package io.opsconductor.pulse.db.rehearse;
