/**
 * A hypertable's chunks on one axis of time, with what was promised of them: facts for a picture.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.timeline.ChunkTimeline} and
 * {@link io.opsconductor.pulse.db.timescale.timeline.ChunkTimelines}. Makes no findings and knows no form of output.
 */
package io.opsconductor.pulse.db.timescale.timeline;
