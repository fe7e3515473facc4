package io.opsconductor.pulse.db.cli;

import java.lang.reflect.Constructor;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands that can be asked for their help and not be run. */
final class WithoutServices implements IFactory {
    private WithoutServices() {}

    /** Every command. */
    static CommandLine commandLine() {
        return Pulse.commandLine(new WithoutServices());
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (!type.getPackageName().startsWith(Pulse.class.getPackageName())) {
            return CommandLine.defaultFactory().create(type);
        }
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
    }
}
