/**
 * Everything that speaks to PostgreSQL itself: connection URLs, sessions, statements kept in files, and PostgreSQL's own
 * programs as child processes. Knows nothing of migrations, policies or backups.
 */
package io.opsconductor.pulse.db.postgres;
