package dev.weft.connector.file.sink;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads on which one writer's files are compacted: daemons that know the program's classes. */
final class CompactionThreads {

    private CompactionThreads() {}

    /** Threads that are started when they are needed. Their owner shuts them down. */
    static ExecutorService start(int threads) {
        ClassLoader program = Thread.currentThread().getContextClassLoader();
        return Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "file-sink-compaction");
            thread.setDaemon(true);
            thread.setContextClassLoader(program);
            return thread;
        });
    }
}
