package io.opsconductor.pulse.db.dev.bench;

/** All benchmarks in one run, and one table of their results. */
public final class AllBenchmark {
    private AllBenchmark() {}

    public static void main(String... arguments) throws Exception {
        Summary summary = new Summary();
        MigrateBenchmark.run(summary);
        CheckBenchmark.run(summary);
        BackupBenchmark.run(summary);
        CopyBenchmark.run(summary);
        System.out.println("\npulse-db is " + Chosen.program());
        summary.print();
    }
}
