package dev.weft.engine.common;

import java.util.concurrent.locks.LockSupport;

enum SystemTaskThreads implements TaskThreads {
    INSTANCE;

    @Override
    public Thread create(String name, ClassLoader contextClassLoader, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(contextClassLoader);
        return thread;
    }

    @Override
    public void start(Thread thread) {
        thread.start();
    }

    @Override
    public void park(Object blocker) {
        LockSupport.park(blocker);
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    @Override
    public void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    @Override
    public void interrupt(Thread thread) {
        thread.interrupt();
    }

    @Override
    public boolean yield() {
        Thread.yield();
        return true;
    }
}
