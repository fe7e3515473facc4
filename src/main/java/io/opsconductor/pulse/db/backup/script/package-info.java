/**
 * The text of pg_dump, cut into what psql would see, in one pass and with bounded memory.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.script.ScriptReader}. Knows neither files nor tables.
 */
package io.opsconductor.pulse.db.backup.script;
