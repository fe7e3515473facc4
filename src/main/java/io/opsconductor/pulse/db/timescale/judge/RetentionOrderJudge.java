package io.opsconductor.pulse.db.timescale.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Obligation;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/**
 * Judges that data is compressed before it is dropped: otherwise compression is promised and never happens. The policies
 * found are compared, and the promises where there are no two policies; whether a policy is as promised is judged
 * elsewhere.
 */
public final class RetentionOrderJudge {
    public static final String ID = "retention.order";

    private RetentionOrderJudge() {}

    static List<Finding> judge(Hypertables facts, List<DeclaredHypertable> hypertables, Remedies remedies) {
        List<Finding> findings = new ArrayList<>();
        for (DeclaredHypertable one : hypertables) {
            one.hypertable()
                    .flatMap(hypertable -> policies(one, hypertable, remedies))
                    .or(() -> promises(one))
                    .ifPresent(findings::add);
        }
        if (findings.isEmpty()) {
            findings.add(EmptyFinding.toJudge(ID, facts, "no hypertable is both compressed and dropped"));
        }
        return List.copyOf(findings);
    }

    private static Optional<Finding> policies(DeclaredHypertable declared, Hypertable hypertable, Remedies remedies) {
        Optional<Policy> compress = hypertable.policy(PolicyKind.COMPRESSION);
        Optional<Policy> drop = hypertable.policy(PolicyKind.RETENTION);
        if (compress.isEmpty() || drop.isEmpty()) {
            return Optional.empty();
        }
        Obligation obligation = Obligation.of(PolicyKind.RETENTION, hypertable, declared.expectation());
        Lag early = compress.get().lag();
        Lag late = drop.get().lag();
        if (declared.expectation().integerStep().isEmpty() && early.getClass() != late.getClass()) {
            return Optional.of(Finding.unknown(
                            ID,
                            declared.subject(),
                            "one policy counts steps of an integer column and the other time, and integer-step is not"
                                    + " set")
                    .cure(Remedies.step(declared.expectation(), hypertable.time())));
        }
        boolean inOrder = early.today(obligation.step()).compareTo(late.today(obligation.step())) < 0;
        Remedy remedy = declared.expectation()
                .compressAfter()
                .filter(promised -> promised.compareTo(late.today(obligation.step())) < 0)
                .map(promised -> remedies.changeLag(hypertable, compress.get(), promised, obligation.step()))
                .orElseGet(() -> remedies.removePolicy(PolicyKind.COMPRESSION, hypertable));
        return Optional.of(finding(
                declared,
                early.text(obligation.knownStep()),
                late.text(obligation.knownStep()),
                inOrder,
                "the policies",
                remedy));
    }

    private static Optional<Finding> promises(DeclaredHypertable declared) {
        Optional<Duration> compress = declared.expectation().compressAfter();
        Optional<Duration> drop = declared.expectation().dropAfter();
        return compress.flatMap(early -> drop.map(late -> finding(
                declared,
                Durations.text(early),
                Durations.text(late),
                early.compareTo(late) < 0,
                "the configuration",
                Remedies.configure(
                        declared.expectation().name(), "compress-after", "less than " + Durations.text(late)))));
    }

    private static Finding finding(
            DeclaredHypertable declared, String compress, String drop, boolean inOrder, String source, Remedy remedy) {
        return Finding.of(
                        inOrder ? Severity.OK : Severity.CRITICAL,
                        ID,
                        declared.subject(),
                        inOrder
                                ? "by " + source + " data is compressed before it is dropped"
                                : "by " + source + " data is dropped after " + drop + ", before compression after "
                                        + compress + " takes it")
                .measured("compress after " + compress)
                .target("drop after " + drop)
                .cure(inOrder ? Remedy.NONE : remedy);
    }
}
