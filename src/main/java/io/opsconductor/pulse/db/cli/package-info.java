/** The command line: parse, call, print, return. The only room that knows picocli; holds no rule of its own. */
package io.opsconductor.pulse.db.cli;
