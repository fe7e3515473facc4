/** Commands for migrations and their history. */
package io.opsconductor.pulse.db.cli.migrate;
