/** What several commands share: common options, output, and the lines of several failures. Knows no command. */
package io.opsconductor.pulse.db.cli.option;
