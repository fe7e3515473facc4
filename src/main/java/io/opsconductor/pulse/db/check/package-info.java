/**
 * The shared vocabulary of judging: a {@link io.opsconductor.pulse.db.check.Check} wires a reader to a judge, a
 * {@link io.opsconductor.pulse.db.check.Checkup} runs them all, a {@link io.opsconductor.pulse.db.check.Finding} is what
 * comes out. Durations and sizes are worded here, alike for all. Imports no feature.
 */
package io.opsconductor.pulse.db.check;
