package io.opsconductor.pulse.db.forecast;

import java.util.List;
import java.util.Optional;

/**
 * What one feature has to say of the time to come.
 *
 * @param database the configured name of the database it is about; empty for the main one and for what is in none
 * @param prospects what is promised
 * @param events what is scheduled
 */
public record Outlook(Optional<String> database, List<Prospect> prospects, List<Event> events) {
    public Outlook {
        prospects = List.copyOf(prospects);
        events = List.copyOf(events);
    }
}
