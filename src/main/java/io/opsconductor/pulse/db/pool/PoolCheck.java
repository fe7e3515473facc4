package io.opsconductor.pulse.db.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Sets what services and poolers may open against what there is room for. Where neither is configured nothing is said. */
@Singleton
public class PoolCheck extends Check.OfflineCheck {
    private final Poolers poolers;
    private final ServiceSettings settings;

    public PoolCheck(Poolers poolers, ServiceSettings settings) {
        super("pools", CeilingJudge.ID, ModeJudge.ID);
        this.poolers = poolers;
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        if (!isConfigured()) {
            return List.of();
        }
        Room room = room(database);
        Look look = poolers.look(database);
        List<Service> services = services();
        List<Finding> findings = new ArrayList<>(CeilingJudge.judge(room, services, look, poolers.ours()));
        look.unseen().forEach(one -> findings.add(Finding.couldNotLook(ModeJudge.ID, one.address(), one.why())));
        if (!look.poolers().isEmpty()) {
            findings.addAll(ModeJudge.services(room.database(), services, look));
            findings.addAll(strandedLocks(room, database, look));
        }
        return findings;
    }

    private static List<Finding> strandedLocks(Room room, Database database, Look look) {
        if (room.open().isEmpty()) {
            return List.of(Finding.unknown(
                    ModeJudge.ID,
                    room.database(),
                    "locks that other roles' sessions hold between transactions cannot be seen",
                    "pulse-db grants --for=check prints what the role needs"));
        }
        Set<Backend> holders = RoomCatalog.lockHolders(database);
        return holders.isEmpty() ? List.of() : ModeJudge.strandedLocks(room.database(), look, holders);
    }

    @Override
    public List<Sample> samples(Database database, Instant now) {
        if (!isConfigured()) {
            return List.of();
        }
        Room room = room(database);
        Look look = poolers.look(database);
        String title = title(database);
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.of(Metric.CONNECTIONS, room.limit(), title, "limit"));
        room.open().ifPresent(open -> samples.add(Sample.of(Metric.CONNECTIONS, open, title, "in_use")));
        if (look.unseen().isEmpty()) {
            long ceiling = Ceiling.of(room, services(), look, poolers.ours()).all();
            samples.add(Sample.of(Metric.CONNECTIONS, ceiling, title, "ceiling"));
        }
        return samples;
    }

    private boolean isConfigured() {
        return poolers.areConfigured() || !settings.byName().isEmpty();
    }

    private List<Service> services() {
        return new TreeMap<>(settings.byName())
                .entrySet().stream()
                        .map(one -> service(one.getKey(), one.getValue()))
                        .toList();
    }

    private Service service(String name, ServiceSettings.Service one) {
        return new Service(
                name,
                one.replicas(),
                one.poolMax(),
                one.direct() || !poolers.areConfigured(),
                one.database(),
                one.user(),
                new TreeSet<>(one.needs().orElse(Set.of())));
    }

    private static Room room(Database database) {
        return database.once(Room.class, () -> RoomCatalog.read(database));
    }
}
