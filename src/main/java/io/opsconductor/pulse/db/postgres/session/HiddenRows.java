package io.opsconductor.pulse.db.postgres.session;

/**
 * What hides rows from a session.
 *
 * @param there false where it hides compressed rows only, and no row is compressed
 */
public record HiddenRows(HidingSetting by, boolean there) {}
