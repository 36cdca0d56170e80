package dev.weft.util;

/** Makes a class loader the thread's own until it is closed. For one thread. */
public final class TemporaryClassLoaderContext implements AutoCloseable {
    private final Thread thread;
    private final ClassLoader before;

    private TemporaryClassLoaderContext(Thread thread, ClassLoader before) {
        this.thread = thread;
        this.before = before;
    }

    /** Makes this the thread's context class loader until the result is closed, on the same thread. */
    public static TemporaryClassLoaderContext of(ClassLoader classLoader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classLoader);
        return new TemporaryClassLoaderContext(thread, before);
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }
}
