package io.opsconductor.pulse.db.pool;

/**
 * A session on the server, as server and pooler both know it.
 *
 * @param pid of the server's process
 * @param port at the pooler's end
 */
record Backend(long pid, int port) {}
