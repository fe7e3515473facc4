/** Commands for backups, drills and restores. */
package io.opsconductor.pulse.db.cli.backup;
