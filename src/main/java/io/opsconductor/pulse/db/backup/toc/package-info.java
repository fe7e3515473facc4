/**
 * The table of contents of a dump: its entries, and the roles that they name.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.toc.TocReader}. Reads no rows.
 */
package io.opsconductor.pulse.db.backup.toc;
