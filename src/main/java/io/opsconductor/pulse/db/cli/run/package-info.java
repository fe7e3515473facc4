/** {@code run}: the long-running process and its log. */
package io.opsconductor.pulse.db.cli.run;
