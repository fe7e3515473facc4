package io.opsconductor.pulse.db.backup.external;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.external.Proof.Identity;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.ForeignDumps;
import io.opsconductor.pulse.db.backup.store.SealedJson;

/**
 * Keeps the results of reading another tool's dumps, in one small file per set, so that a check need not read them. Like
 * a manifest it is sealed. One that is damaged or was changed is as good as none: everything is unproved again.
 */
public final class ProofStore {
    /** Proofs of another format were made by other rules, and prove nothing by these. */
    private static final int FORMAT = 4;

    private static final String FILE = ".pulse-proofs-%s.json";
    /** The result of the set's last drill. */
    private static final String DRILL = ".pulse-drill-%s.json";
    /** The result of the set's last rehearsal. */
    private static final String REHEARSAL = ".pulse-rehearsal-%s.json";

    private ProofStore() {}

    /** True for a file of ours that a set's pattern may fit. */
    static boolean isOne(Path file) {
        String name = file.getFileName().toString();
        return Stream.of(FILE, DRILL, REHEARSAL)
                .anyMatch(ours -> name.startsWith(ours.substring(0, ours.indexOf('%'))));
    }

    /** By the dump's name. */
    static Map<String, Proof> read(BackupTarget target) {
        Map<String, Proof> proofs = new TreeMap<>();
        try {
            ObjectNode json = SealedJson.read(file(target), target.seal());
            if (json.path("format").asInt() != FORMAT) {
                return Map.of();
            }
            json.required("proofs").properties().forEach(proof -> proofs.put(proof.getKey(), proof(proof.getValue())));
            return proofs;
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    /**
     * Takes the place of what was remembered before, in one step.
     *
     * @param bad whether one of them says now that a dump is bad: where there is no room for that, nothing stays remembered
     */
    static void write(BackupTarget target, Map<String, Proof> proofs, boolean bad) throws IOException {
        ObjectNode json = SealedJson.object().put("format", FORMAT).put("set", target.set());
        ObjectNode all = json.putObject("proofs");
        proofs.forEach((name, proof) -> put(all.putObject(name), proof));
        PrivateFiles.createDirectories(file(target).getParent());
        SealedJson.replace(file(target), json, target.seal(), !bad);
    }

    static Path file(BackupTarget target) {
        return in(target, FILE);
    }

    public static Path drill(BackupTarget target) {
        return in(target, DRILL);
    }

    public static Path rehearsal(BackupTarget target) {
        return in(target, REHEARSAL);
    }

    private static Path in(BackupTarget target, String file) {
        return target.foreign()
                .flatMap(ForeignDumps::stateDirectory)
                .map(directory -> directory.toAbsolutePath().normalize())
                .orElseGet(target::root)
                .resolve(file.formatted(target.set()));
    }

    private static Proof proof(JsonNode json) {
        return new Proof(
                new Identity(
                        SealedJson.count(json.required("bytes")),
                        Instant.parse(json.required("modified").asText()),
                        Optional.ofNullable(json.get("changed"))
                                .map(JsonNode::asText)
                                .map(Instant::parse),
                        json.required("key").asText()),
                SealedJson.time(json.required("verifiedAt")),
                Duration.ofMillis(SealedJson.count(json.required("millis"))),
                Optional.ofNullable(json.get("recoveryPoint")).map(SealedJson::time),
                Optional.ofNullable(json.get("doubt")).map(JsonNode::asText),
                databases(json.path("databases")));
    }

    private static Set<String> databases(JsonNode json) {
        Set<String> names = new TreeSet<>();
        json.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static void put(ObjectNode json, Proof proof) {
        json.put("bytes", proof.identity().bytes())
                .put("modified", proof.identity().modified().toString())
                .put("key", proof.identity().key())
                .put("verifiedAt", proof.verifiedAt().toString())
                .put("millis", proof.took().toMillis());
        proof.identity().changed().ifPresent(time -> json.put("changed", time.toString()));
        proof.recoveryPoint().ifPresent(time -> json.put("recoveryPoint", time.toString()));
        proof.problem().ifPresent(problem -> json.put("doubt", problem));
        proof.databases().forEach(json.putArray("databases")::add);
    }
}
