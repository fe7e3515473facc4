/**
 * What all keys below {@code pulse.} have in common: environment names, durations, and the refusal of misspelt ones. The
 * keys themselves belong to the features, one mapping each.
 */
package io.opsconductor.pulse.db.config;
