/** Advisory locks, by which runs keep each other out. */
package io.opsconductor.pulse.db.postgres.lock;
