/**
 * One page for a browser: complete in one file, readable without a script, by a screen reader and on paper.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.report.html.CheckPage}. Every text goes through
 * {@link io.opsconductor.pulse.db.report.html.Markup}, which knows no way to write what others named unescaped. Style and script
 * are files below {@code src/main/resources/page}.
 */
package io.opsconductor.pulse.db.report.html;
