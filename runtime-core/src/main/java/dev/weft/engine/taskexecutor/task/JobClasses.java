package dev.weft.engine.taskexecutor.task;

import dev.weft.util.UserCodeClassLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user class loader of one job on this executor, with the release hooks that run before it is closed. */
final class JobClasses implements UserCodeClassLoader {

    private static final Logger LOG = LoggerFactory.getLogger(JobClasses.class);

    private final ClassLoader loader;
    private final Map<String, Runnable> hooks = new LinkedHashMap<>();

    JobClasses(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public ClassLoader asClassLoader() {
        return loader;
    }

    @Override
    public synchronized void registerReleaseHookIfAbsent(String name, Runnable hook) {
        hooks.putIfAbsent(name, hook);
    }

    synchronized void release() {
        hooks.forEach((name, hook) -> {
            try {
                hook.run();
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("Release hook '{}' of the user's class loader failed", name, e);
            }
        });
        hooks.clear();
    }
}
