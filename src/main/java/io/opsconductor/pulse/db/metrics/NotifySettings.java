package io.opsconductor.pulse.db.metrics;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/**
 * {@code pulse.notify.*}: whom {@code run} tells what it has done. In each URL <code>{task}</code> stands for the task:
 * {@code check}, {@code backup-daily}, {@code verification-daily}, {@code drill-daily}. They are secrets, and never shown.
 */
@ConfigMapping(prefix = "pulse.notify")
public interface NotifySettings {
    /** Asked by GET after each task that went well, so that a service can alarm when it is silent. */
    Optional<String> url();

    /** Asked after each task that failed; without it such a task asks nothing. */
    Optional<String> failUrl();

    /** Asked when a task begins. */
    Optional<String> startUrl();

    /** Gets JSON by POST when findings change or a task fails. */
    Optional<String> webhook();
}
