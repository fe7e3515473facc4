/**
 * Between the driver and the socket: what the driver says of itself when it logs in, and over what the role, the database
 * and the server have set. Only the first message to the server is changed, and of its answers only the three letters that
 * the driver insists on. Start with {@link io.opsconductor.pulse.db.postgres.wire.LoginSettings}.
 */
package io.opsconductor.pulse.db.postgres.wire;
