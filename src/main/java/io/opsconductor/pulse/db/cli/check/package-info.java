/** Commands that judge: {@code check}, {@code policies}, {@code grants}. */
package io.opsconductor.pulse.db.cli.check;
