package io.opsconductor.pulse.db.postgres.session;

import java.time.Instant;

/**
 * Which server, and which database of it, a session is on. Two servers that were started in the same microsecond, and whose
 * databases have the same oid, look like one.
 *
 * @param started when the server was, by its clock
 * @param database the oid of the session's database
 */
public record ServerIdentity(Instant started, long database) {}
