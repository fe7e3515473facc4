/** What a server's clock shows beside this machine's. */
package io.opsconductor.pulse.db.postgres.clock;
