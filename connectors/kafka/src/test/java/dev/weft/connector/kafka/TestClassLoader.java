package dev.weft.connector.kafka;

import dev.weft.util.UserCodeClassLoader;

/** The class loader of the tests as that of a job. */
public final class TestClassLoader implements UserCodeClassLoader {

    @Override
    public ClassLoader asClassLoader() {
        return TestClassLoader.class.getClassLoader();
    }

    @Override
    public void registerReleaseHookIfAbsent(String name, Runnable hook) {}
}
