/**
 * Fills a database from an archive, so that code which the archive's owners wrote runs without a superuser's rights. What
 * is loaded, and when jobs run again, is decided one level up.
 */
package io.opsconductor.pulse.db.drill.load;
