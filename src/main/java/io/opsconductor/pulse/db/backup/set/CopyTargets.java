package io.opsconductor.pulse.db.backup.set;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.backup.set.CopyTarget.Access;
import io.opsconductor.pulse.db.backup.set.CopyTarget.Keys;
import io.opsconductor.pulse.db.backup.set.CopyTarget.Lock;
import io.opsconductor.pulse.db.backup.set.CopyTarget.Writing;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Reads the places of a set's copies from its settings, and refuses what cannot be meant. */
final class CopyTargets {
    /** The bucket, then the rest. */
    private static final Pattern URL = Pattern.compile("s3://([A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9])(?:/(.*))?");

    private static final Pattern BANDWIDTH = Pattern.compile("([1-9][0-9]{0,11})([KMG]?)B?(?:/s)?");
    private static final Pattern SSE = Pattern.compile("AES256|aws:kms(:dsse)?");
    /** S3's keys have 1,024 bytes at most: this leaves room for set, id and file. */
    private static final int LONGEST_PREFIX = 512;

    private final String key;
    private final CopySettings settings;

    private CopyTargets(String key, CopySettings settings) {
        this.key = key;
        this.settings = settings;
    }

    /**
     * In alphabetical order.
     *
     * @param rpo of the set's own backups
     * @param others whether another tool puts dumps there
     * @throws PulseFailure (usage) naming the key that is wrong
     */
    static List<CopyTarget> of(String set, Map<String, CopySettings> copies, Optional<Duration> rpo, boolean others) {
        return copies.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(copy -> new CopyTargets(
                                "pulse.backups.\"" + set + "\".copies.\"" + copy.getKey() + "\".", copy.getValue())
                        .target(set, copy.getKey(), rpo, others))
                .toList();
    }

    private CopyTarget target(String set, String name, Optional<Duration> rpo, boolean others) {
        if (!BackupSets.isName(name)) {
            throw PulseFailure.usage(
                    "the copy '" + name + "' of the set " + set + " cannot have that name",
                    "use letters, digits, dot, hyphen and underscore, a letter or digit first");
        }
        String url = settings.url()
                .map(String::strip)
                .orElseThrow(() -> PulseFailure.usage(key + "url is not set", "set it, such as to s3://bucket/prefix"));
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            // Not shown: it may hold credentials.
            throw PulseFailure.usage(
                    key + "url is no URL of the form s3://bucket/prefix",
                    url.contains("@")
                            ? "take credentials out of it: they go into access-key and secret-key"
                            : "correct it; where the store is goes into endpoint");
        }
        return new CopyTarget(
                set,
                name,
                parts.group(1),
                prefix(Optional.ofNullable(parts.group(2)).orElse("")),
                access(settings.store()),
                writing(settings.writing()),
                settings.rpo().or(() -> rpo),
                RotationPolicy.of(settings.keeping(), key),
                others);
    }

    /** Stores, and proxies before them, treat empty and dotted parts of a path in ways of their own. */
    private String prefix(String text) {
        String prefix = text.replaceAll("^/+|/+$", "");
        boolean odd = !PlainText.isVisible(prefix) || prefix.indexOf('\\') >= 0 || prefix.length() > LONGEST_PREFIX;
        if (odd
                || List.of(prefix.split("/", -1)).stream().anyMatch(part -> part.matches("\\.\\.?"))
                || prefix.contains("//")) {
            throw PulseFailure.usage(
                    key + "url has a prefix with . or .. or nothing between two slashes, a backslash, something"
                            + " invisible, or more than " + LONGEST_PREFIX + " characters",
                    "choose another prefix");
        }
        return prefix;
    }

    private Access access(CopySettings.Store store) {
        if (store.accessKey().isPresent() != store.secretKey().isPresent()) {
            throw PulseFailure.usage(
                    key + (store.accessKey().isPresent() ? "secret-key" : "access-key") + " is not set",
                    "set access-key and secret-key, or neither of them");
        }
        Optional<URI> endpoint = store.endpoint().map(String::strip).map(text -> endpoint(text, store.allowHttp()));
        return new Access(
                endpoint,
                store.region().map(String::strip),
                store.accessKey()
                        .map(access -> new Keys(
                                access.strip(), store.secretKey().orElseThrow().strip())),
                store.pathStyle().orElse(endpoint.isPresent()),
                store.sslrootcert());
    }

    private URI endpoint(String text, boolean allowHttp) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme());
            if (http && uri.getHost() != null && !allowHttp) {
                throw PulseFailure.usage(
                        key + "endpoint is one without TLS: whoever is on the way reads the backups",
                        "use https, or set allow-http=true");
            }
            if ((http || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, without what may hold credentials.
        }
        throw PulseFailure.usage(
                key + "endpoint is no URL of the form https://host:port",
                "correct it; credentials go into access-key and secret-key");
    }

    private Writing writing(CopySettings.Writing writing) {
        if ((writing.lock() != Lock.NONE) != writing.lockFor().isPresent()) {
            throw PulseFailure.usage(
                    key + "lock and lock-for are not both set", "set both, such as lock=governance and lock-for=30d");
        }
        writing.sse().filter(sse -> !SSE.matcher(sse).matches()).ifPresent(sse -> {
            throw PulseFailure.usage(key + "sse=" + sse + " does not exist", "AES256 or aws:kms");
        });
        return new Writing(
                writing.storageClass().map(String::strip),
                writing.checksum(),
                writing.lock(),
                writing.lockFor(),
                writing.sse(),
                writing.sseKey(),
                writing.parts(),
                writing.maxBandwidth().map(this::bandwidth).orElse(OptionalLong.empty()));
    }

    private OptionalLong bandwidth(String text) {
        Matcher parts = BANDWIDTH.matcher(text.strip());
        if (!parts.matches()) {
            throw PulseFailure.usage(
                    key + "max-bandwidth='" + text + "' is no number of bytes a second", "give one such as 50M");
        }
        int doublings = 10 * " KMG".indexOf(parts.group(2).isEmpty() ? " " : parts.group(2));
        return OptionalLong.of(Long.parseLong(parts.group(1)) << doublings);
    }
}
