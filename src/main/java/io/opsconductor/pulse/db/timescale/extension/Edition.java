package io.opsconductor.pulse.db.timescale.extension;

/** Under which licence TimescaleDB runs, and so what it can do. */
public enum Edition {
    /** Everything: compression, policies, continuous aggregates. */
    COMMUNITY,
    /** Hypertables and dropping chunks by hand; compression, policies and jobs of one's own are refused. */
    APACHE,
    /** The server does not say: the extension is not loaded. */
    NOT_SAID;

    /** @param licence the setting {@code timescaledb.license}; null when the server does not know it */
    static Edition of(String licence) {
        return "apache".equals(licence) ? APACHE : "timescale".equals(licence) ? COMMUNITY : NOT_SAID;
    }
}
