package io.opsconductor.pulse.db.postgres.session;

/**
 * What hides rows from a session.
 *
 * @param there false where it hides compressed rows only, and there is none
 */
public record HiddenRows(HidingSetting by, boolean there) {}
