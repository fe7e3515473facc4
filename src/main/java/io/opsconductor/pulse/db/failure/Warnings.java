package io.opsconductor.pulse.db.failure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What a person should hear although the work goes on; each once, however often it is met. */
public final class Warnings {
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();
    private static volatile Consumer<String> listener = text -> {};

    private Warnings() {}

    /** From now on they go there; nowhere before. */
    public static void to(Consumer<String> somewhere) {
        listener = somewhere;
    }

    /** @param text one sentence with the cure; no secret */
    public static void tell(String text) {
        if (TOLD.add(text)) {
            listener.accept(text);
        }
    }
}
