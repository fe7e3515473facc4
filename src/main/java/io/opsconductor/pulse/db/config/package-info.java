/**
 * Where settings come from and how their values are written: files, the profile's promises, durations, names. Every feature
 * may import it; the keys belong to the features, one mapping each, and {@code settings} knows them all.
 */
package io.opsconductor.pulse.db.config;
