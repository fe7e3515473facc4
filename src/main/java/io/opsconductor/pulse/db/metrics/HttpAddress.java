package io.opsconductor.pulse.db.metrics;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Where to listen.
 *
 * @param port 0 for nowhere
 */
public record HttpAddress(String host, int port) {
    static final int DEFAULT_PORT = 8080;
    private static final int MOST = 65535;

    /**
     * @param wanted the port; the URL by which Kubernetes announces a Service called pulse-http, in a variable of the same
     *     name, was not wanted by whoever configured this
     * @throws PulseFailure (usage) when it is no port
     */
    public static HttpAddress of(String host, String wanted) {
        String port = wanted.strip();
        if (port.startsWith("tcp://") || port.startsWith("udp://")) {
            return new HttpAddress(host, DEFAULT_PORT);
        }
        try {
            int number = Integer.parseInt(port);
            if (number >= 0 && number <= MOST) {
                return new HttpAddress(host, number);
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw PulseFailure.usage("pulse.http.port='" + port + "' is no port", "give 1 to 65535, or 0 for none");
    }

    public boolean isOff() {
        return port == 0;
    }

    /** How this machine reaches it. */
    String loopback() {
        String name = host.equals("0.0.0.0") || host.isEmpty() ? "127.0.0.1" : host.equals("::") ? "::1" : host;
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
