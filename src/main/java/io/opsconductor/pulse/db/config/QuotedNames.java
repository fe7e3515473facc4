package io.opsconductor.pulse.db.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;

/**
 * Makes {@code pulse.backups."daily".rpo} and {@code pulse.backups.daily.rpo} one key: a name that needs no quotes may have
 * some, in a file as in the documents, and whatever source takes precedence sets it all the same. SmallRye would take them
 * for two, and the second for unknown.
 */
@Priority(Priorities.APPLICATION + 1)
public final class QuotedNames implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "pulse.";
    /** Behind a name, these are followed by another one. */
    private static final List<String> NESTED = List.of(".hypertables.", ".copies.");

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue best = context.proceed(name);
        if (name.startsWith(PREFIX)) {
            for (String other : quoted(name)) {
                ConfigValue value = context.proceed(other);
                if (value != null && (best == null || value.getConfigSourceOrdinal() > best.getConfigSourceOrdinal())) {
                    best = value.withName(name);
                }
            }
        }
        return best;
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Set<String> names = new LinkedHashSet<>();
        context.iterateNames().forEachRemaining(name -> names.add(plain(name)));
        return names.iterator();
    }

    /** How else a key may be written: {@code pulse.<section>.<name>.<key>}, and what lies below a database's name. */
    static List<String> quoted(String name) {
        int begin = name.indexOf('.', PREFIX.length()) + 1;
        int end = begin == 0 ? -1 : endOfName(name, begin);
        if (end < 0) {
            return List.of();
        }
        List<String> others = new ArrayList<>();
        String first = withQuotes(name, begin, end);
        others.add(first);
        int nested = NESTED.stream()
                .filter(part -> name.startsWith(part, end))
                .mapToInt(part -> end + part.length())
                .findFirst()
                .orElse(-1);
        int nestedEnd = nested < 0 ? -1 : endOfName(name, nested);
        if (nestedEnd > 0) {
            others.add(withQuotes(name, nested, nestedEnd));
            int shift = first.length() - name.length();
            others.add(withQuotes(first, nested + shift, nestedEnd + shift));
        }
        others.removeIf(name::equals);
        return others;
    }

    /** @return -1 when nothing follows the name */
    private static int endOfName(String name, int begin) {
        if (begin == name.length()) {
            return -1;
        }
        int close = name.charAt(begin) == '"' ? name.indexOf('"', begin + 1) : begin;
        return close < 0 ? -1 : name.indexOf('.', close);
    }

    private static String withQuotes(String name, int begin, int end) {
        return name.charAt(begin) == '"'
                ? name
                : name.substring(0, begin) + '"' + name.substring(begin, end) + '"' + name.substring(end);
    }

    /** The key without the quotes that its names do not need. */
    public static String plain(String name) {
        return name.startsWith(PREFIX) && name.indexOf('"') >= 0
                ? name.replaceAll("\\.\"([A-Za-z0-9_-]+)\"(?=\\.)", ".$1")
                : name;
    }
}
