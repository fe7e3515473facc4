package io.opsconductor.pulse.db.migrate.status;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;

/** The ways to repair a history that does not fit; each is for one state. */
public enum RepairAction {
    /** For {@code failed}: what it left has been removed. */
    RETRY(
            MigrationState.FAILED,
            MigrationEvent.RETRY,
            "forgets the failed attempt, so that the next migrate runs the file again from its first line;"
                    + " the invalid index that it left is dropped; what else it left has to be removed by hand before"),
    /** For {@code failed}: it was finished by hand, or it was killed after its last statement. */
    MARK_APPLIED(
            MigrationState.FAILED,
            MigrationEvent.MARKED_APPLIED,
            "records the file as applied and never runs it again; nothing is done in the schema,"
                    + " so everything the file makes has to be there"),
    /** For {@code changed}: the difference does no harm. */
    ACCEPT_CHANGED(
            MigrationState.CHANGED,
            MigrationEvent.ACCEPTED,
            "takes the file as it is now for the one that was applied; the change itself is not run here"),
    /** For {@code missing}: the file will not come back. */
    FORGET_MISSING(
            MigrationState.MISSING,
            MigrationEvent.FORGOTTEN,
            "no longer expects the file; what it made stays in the database");

    private final MigrationState state;
    private final MigrationEvent event;
    private final String explanation;

    RepairAction(MigrationState state, MigrationEvent event, String explanation) {
        this.state = state;
        this.event = event;
        this.explanation = explanation;
    }

    public MigrationState state() {
        return state;
    }

    public MigrationEvent event() {
        return event;
    }

    /** What it does and does not do, for whoever is about to do it. */
    public String explanation() {
        return explanation;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws PulseFailure (usage) when no action is called so */
    public static RepairAction of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst()
                .orElseThrow(() -> PulseFailure.usage(
                        word.isEmpty() ? "repair needs an ACTION" : "there is no repair '" + word + "'",
                        "say one of "
                                + Arrays.stream(values())
                                        .map(RepairAction::word)
                                        .collect(Collectors.joining(", "))
                                + ", or rebuild-indexes"));
    }
}
