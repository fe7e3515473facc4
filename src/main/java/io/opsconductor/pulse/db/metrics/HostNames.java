package io.opsconductor.pulse.db.metrics;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * By which names requests may ask for this listener. A website that lets its own name point here (DNS rebinding) would read
 * everything through a visitor's browser, which then sends that name: so an address is answered, as scrapers and probes of
 * Kubernetes use one, and a name that no website can have; every other name only where it was configured.
 *
 * @param configured without a port
 */
public record HostNames(List<String> configured) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+(%\\w+)?]");

    /** Without a dot, or of a domain that public DNS does not have. */
    private static final Pattern LOCAL = Pattern.compile("[^.]+|.+\\.(localhost|local|internal|svc|home\\.arpa)");

    /** No name in DNS is longer than 253 characters; the rest is room for a port. */
    private static final int LONGEST = 300;

    public HostNames {
        configured = configured.stream().map(HostNames::plain).toList();
    }

    /** @param host the value of the header; a request without one comes from no browser */
    boolean knows(String host) {
        if (host == null || host.isEmpty()) {
            return true;
        }
        if (host.length() > LONGEST) {
            return false;
        }
        String name = plain(host.replaceFirst(":[0-9]*$", ""));
        return ADDRESS.matcher(name).matches() || LOCAL.matcher(name).matches() || configured.contains(name);
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }
}
