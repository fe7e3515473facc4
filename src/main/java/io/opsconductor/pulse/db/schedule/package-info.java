/**
 * The long-running mode: says when to check and to back up, and stops in order. Stands above the features as the command
 * line does; no feature knows of it.
 */
package io.opsconductor.pulse.db.schedule;
