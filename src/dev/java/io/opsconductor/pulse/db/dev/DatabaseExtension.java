package io.opsconductor.pulse.db.dev;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.List;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Hands out the databases of {@link Postgres} and {@link Timescale}, before any method of the test runs. */
public class DatabaseExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        fill(context, context.getRequiredTestClass(), null);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        for (Object test : context.getRequiredTestInstances().getAllInstances()) {
            fill(context, test.getClass(), test);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return isMarked(parameter.getParameter());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return open(parameter.getParameter(), context);
    }

    /** Once per field, however many extensions of this kind are at work. */
    private static void fill(ExtensionContext context, Class<?> type, Object test) throws IllegalAccessException {
        List<Field> fields = ReflectionSupport.findFields(
                type,
                field -> isMarked(field) && ModifierSupport.isStatic(field) == (test == null),
                HierarchyTraversalMode.TOP_DOWN);
        for (Field field : fields) {
            field.setAccessible(true);
            if (test == null || field.get(test) == null) {
                field.set(test, open(field, context));
            }
        }
    }

    private static boolean isMarked(AnnotatedElement place) {
        return place.isAnnotationPresent(Postgres.class) || place.isAnnotationPresent(Timescale.class);
    }

    private static TestDatabase open(AnnotatedElement place, ExtensionContext context) {
        DevelopmentDatabases databases = DevelopmentDatabases.shared();
        TestDatabase database =
                place.isAnnotationPresent(Postgres.class) ? databases.postgres() : databases.timescale();
        // What lies there is closed when the test, or its class, is over.
        context.getStore(ExtensionContext.Namespace.create(DatabaseExtension.class))
                .put(database.name(), database);
        return database;
    }
}
