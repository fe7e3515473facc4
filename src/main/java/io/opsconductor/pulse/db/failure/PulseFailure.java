package io.opsconductor.pulse.db.failure;

import java.util.List;
import java.util.Objects;

/**
 * The one way in which work ends badly: what is wrong, what to do about it, and how the process ends. Neither text may
 * hold a secret; what a terminal would obey is taken out of both.
 */
public final class PulseFailure extends RuntimeException {
    private final ExitCode exit;
    private final String remedy;

    /**
     * @param exit how the process ends; never {@link ExitCode#DONE}
     * @param message what is wrong, naming the thing and the cause
     * @param remedy what to do about it; empty when the message says it already
     * @param cause shown by {@code --verbose} only; may be null
     */
    public PulseFailure(ExitCode exit, String message, String remedy, Throwable cause) {
        super(PlainText.of(message), cause);
        this.exit = Objects.requireNonNull(exit);
        this.remedy = PlainText.of(remedy);
    }

    public PulseFailure(ExitCode exit, String message, String remedy) {
        this(exit, message, remedy, null);
    }

    public static PulseFailure failed(String message, String remedy, Throwable cause) {
        return new PulseFailure(ExitCode.FAILED, message, remedy, cause);
    }

    /** One of ours as it is; of anything else, that it was not foreseen. */
    public static PulseFailure unexpected(Throwable problem) {
        return problem instanceof PulseFailure ours ? ours : failed("unexpected: " + problem, "report it", problem);
    }

    /**
     * Does one of several things: what fails is added, and holds up no other. Nothing is begun once the thread was interrupted.
     *
     * @param failures is given what failed
     */
    public static void collect(List<PulseFailure> failures, Runnable work) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException problem) {
            failures.add(unexpected(problem));
        }
    }

    public static PulseFailure usage(String message, String remedy) {
        return new PulseFailure(ExitCode.USAGE, message, remedy);
    }

    public static PulseFailure notNow(String message, String remedy, Throwable cause) {
        return new PulseFailure(ExitCode.NOT_NOW, message, remedy, cause);
    }

    public ExitCode exit() {
        return exit;
    }

    public String remedy() {
        return remedy;
    }
}
