/**
 * Brings the schema up to date: reads numbered SQL files, takes the lock, and has Flyway apply what is pending, each file
 * together with its history row. Flyway is seen by nobody outside this room.
 */
package io.opsconductor.pulse.db.migrate;
