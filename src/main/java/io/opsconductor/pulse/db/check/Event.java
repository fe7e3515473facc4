package io.opsconductor.pulse.db.check;

import java.time.Instant;

/**
 * Something that is going to happen if nothing else does.
 *
 * @param kind one word: {@code backup}, {@code verification}, {@code drill}, {@code compression}, {@code retention}
 * @param subject the backup set or hypertable
 * @param message one sentence for people
 */
public record Event(Instant at, String kind, String subject, String message, Severity severity) {}
