package io.opsconductor.pulse.db.timescale.background;

/**
 * The role as which a job runs, and what that means for the role that looks.
 *
 * @param name empty when that role is gone
 * @param trusted it may act for the role that looks anyway: its code can do nothing new in our session
 * @param acts it may act for the owner of what the job works on; a job of another role can only fail
 * @param alterable {@code alter_job} on this job runs no other role's code in our session
 * @param logsIn false for a role without LOGIN, as which no worker can run
 */
public record JobOwner(String name, boolean trusted, boolean acts, boolean alterable, boolean logsIn) {
    /** Where nothing is known of it: it may not be touched. */
    public static final JobOwner UNKNOWN = new JobOwner("", false, true, false, true);
}
