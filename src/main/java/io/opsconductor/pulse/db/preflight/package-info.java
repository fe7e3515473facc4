/**
 * What a target database has to offer before the first run: read-only, in one look. Begin at {@code Preflight}; each
 * {@code …Check} here reads facts and hands them to its pure judge. What only a feature can judge (its directories, its
 * schema) is a {@code PreflightCheck} in that feature. No feature may enter.
 */
package io.opsconductor.pulse.db.preflight;
