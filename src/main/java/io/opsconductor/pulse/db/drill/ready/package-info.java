/**
 * The servers that are restored to: whether one can take what a drill restores, before the first drill ({@code DrillServerCheck}), and
 * what killed restores left there ({@code LeftBehindCheck}). Nothing is restored here.
 */
package io.opsconductor.pulse.db.drill.ready;
