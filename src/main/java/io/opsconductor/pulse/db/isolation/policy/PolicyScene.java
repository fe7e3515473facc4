package io.opsconductor.pulse.db.isolation.policy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The session and the row for which a condition is worked out.
 *
 * @param settings by name
 * @param tenant the row's, where it is one that the condition names; else blank: one that neither it nor the session names
 * @param left how many words may be read yet: what is longer is not understood
 */
record PolicyScene(Map<String, Settings> settings, Who who, String tenant, PolicyContext context, AtomicInteger left) {

    /** What {@code current_setting('app.tenant_id', true)}, for one, is; the last two before and after a transaction that set it. */
    enum Settings {
        OF_ANOTHER_TENANT,
        ABSENT,
        EMPTY
    }

    /** Who the session is. */
    enum Who {
        /** A role that the condition does not name, whose settings are none of its constants. */
        STRANGER,
        /** A role that the condition names, and that is no service role. */
        NAMED_ROLE,
        /** One that has set what the condition wants to have set. */
        SWITCHED,
        /** The one whose row it is. */
        OWNER
    }

    PolicyScene(Map<String, Settings> settings, Who who, String tenant, PolicyScene other) {
        this(settings, who, tenant, other.context, other.left);
    }

    PolicyValue setting(String name) {
        return switch (settings.getOrDefault(name, Settings.OF_ANOTHER_TENANT)) {
            case ABSENT -> PolicyValue.NULL;
            case EMPTY -> PolicyValue.EMPTY_SETTING;
            case OF_ANOTHER_TENANT ->
                switch (who) {
                    case SWITCHED -> PolicyValue.SWITCHED;
                    case OWNER -> PolicyValue.OWNER;
                    case STRANGER, NAMED_ROLE -> PolicyValue.SESSION;
                };
        };
    }

    PolicyValue role() {
        return switch (who) {
            case NAMED_ROLE -> PolicyValue.namedRole(context.serviceRoles());
            case OWNER -> PolicyValue.OWNER;
            case STRANGER, SWITCHED -> PolicyValue.SESSION;
        };
    }

    /** What another's function, or a query, gives for the session. */
    PolicyValue called() {
        return who == Who.OWNER ? PolicyValue.OPAQUE : PolicyValue.CALLED;
    }
}
