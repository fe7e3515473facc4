/** What people and machines read: one renderer per form, the page for a browser in {@code html}. Renders results, judges nothing, reads nothing. */
package io.opsconductor.pulse.db.report;
