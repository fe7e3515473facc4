/**
 * Reading a dump to its end: what an archive holds by its table of contents, and what its script says.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.archive.ArchiveReader} and
 * {@link io.opsconductor.pulse.db.backup.archive.Contents}. Touches no database and knows no set.
 */
package io.opsconductor.pulse.db.backup.archive;
