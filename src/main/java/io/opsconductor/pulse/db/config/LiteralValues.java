package io.opsconductor.pulse.db.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;

/**
 * Takes every value literally, wherever it is set: a {@code $}, <code>${</code> or {@code \$} in a password, a URL or a path
 * means itself. SmallRye would expand it, and the password that comes out is another one. Quarkus's own keys keep their
 * expressions, for its defaults are made of them.
 */
@Priority(Priorities.APPLICATION)
public final class LiteralValues implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return isFrameworks(name) ? context.proceed(name) : Expressions.withoutExpansion(() -> context.proceed(name));
    }

    private static boolean isFrameworks(String name) {
        return name.startsWith("quarkus.") || name.startsWith("smallrye.") || name.startsWith("mp.");
    }
}
