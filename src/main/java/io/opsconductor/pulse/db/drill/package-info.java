/**
 * Restores: into a scratch database, to prove that a backup is one and how long a restore takes, or for keeps. Builds on
 * backup. Touches no database but the one that it made or was told to fill.
 */
package io.opsconductor.pulse.db.drill;
