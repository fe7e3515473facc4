/** What an archive of pg_dump holds, read from its own table of contents. Starts no program and touches no database. */
package io.opsconductor.pulse.db.backup.archive;
