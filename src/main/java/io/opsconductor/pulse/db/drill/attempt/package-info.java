/**
 * Drills that have no result: that they began and why they ended, whether their server is really gone, how long they may take.
 * Start with {@code AttemptRecord}. Nothing is restored here, and no text that a server or a program gave decides anything.
 */
package io.opsconductor.pulse.db.drill.attempt;
