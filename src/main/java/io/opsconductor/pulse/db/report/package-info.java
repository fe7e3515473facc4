/** What people and machines read: one renderer per form. Renders results, judges nothing, reads nothing. */
package io.opsconductor.pulse.db.report;
