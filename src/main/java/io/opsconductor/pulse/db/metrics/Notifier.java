package io.opsconductor.pulse.db.metrics;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.opsconductor.pulse.db.failure.DaemonThreads;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Tells services outside what {@code run} does, one after the other and never in the way of its work: what cannot be told
 * within seconds is left out.
 */
public final class Notifier implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** What has not been told when so much else waits is out of date. */
    private static final int MOST_WAITING = 100;

    private static final String TASK = "{task}";
    private static final String URL = "pulse.notify.url";
    private static final String FAIL_URL = "pulse.notify.fail-url";
    private static final String START_URL = "pulse.notify.start-url";
    private static final String WEBHOOK = "pulse.notify.webhook";

    private final NotifySettings settings;
    private final Consumer<String> warning;
    /** Keys whose last call failed, which was told. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(MOST_WAITING),
            DaemonThreads.named("notify"),
            new ThreadPoolExecutor.DiscardOldestPolicy());

    /**
     * @param warning gets one line when a service ceases to answer, and one when it answers again
     * @throws PulseFailure (usage) when a configured URL is none
     */
    public Notifier(NotifySettings settings, Consumer<String> warning) {
        this.settings = settings;
        this.warning = warning;
        thread.allowCoreThreadTimeOut(true);
        settings.url().ifPresent(text -> url(URL, text, ""));
        settings.failUrl().ifPresent(text -> url(FAIL_URL, text, ""));
        settings.startUrl().ifPresent(text -> url(START_URL, text, ""));
        settings.webhook().ifPresent(text -> url(WEBHOOK, text, ""));
    }

    public void began(String task) {
        tell(START_URL, settings.startUrl(), task, null);
    }

    public void ended(String task, boolean well) {
        if (well) {
            tell(URL, settings.url(), task, null);
        } else {
            tell(FAIL_URL, settings.failUrl(), task, null);
        }
    }

    /** @param document what happened, as JSON */
    public void happened(String task, String document) {
        tell(WEBHOOK, settings.webhook(), task, document);
    }

    private void tell(String key, Optional<String> text, String task, String document) {
        text.ifPresent(one -> thread.execute(() -> tell(key, url(key, one, task), document)));
    }

    private void tell(String key, URI url, String document) {
        String problem = "";
        try {
            int status = HttpCall.status(url, "application/json; charset=utf-8", document, LONGEST);
            problem = status / 100 == 2 ? "" : "it answers with status " + status;
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        if (problem.isEmpty() && failing.remove(key)) {
            warning.accept(key + " answers again");
        } else if (!problem.isEmpty() && failing.add(key)) {
            warning.accept(key + " was not told, at " + HttpCall.shown(url) + ": " + problem
                    + " -> see that it is right, and the way to it open");
        }
    }

    private static URI url(String key, String text, String task) {
        String name = task.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        return HttpCall.url(key, text.replace(TASK, name.isEmpty() ? "task" : name));
    }

    /** What waits is told, for a moment. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }
}
