/** Where a database is: URLs as libpq and JDBC write them, and their parameters. Opens no connection. */
package io.opsconductor.pulse.db.postgres.url;
