/** How work ends badly: one exception, one table of exit codes. Knows nothing of the other rooms. */
package io.opsconductor.pulse.db.failure;
