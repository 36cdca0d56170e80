package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.checkpoint.ReadWatch;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Deadline of each call to the file system by which a task reads the state that it goes on from. A client may wait for ever
 * for a machine that is gone; without a deadline the job would wait with it. The first call that takes longer is reported,
 * once. Used by the task's thread and those that help it; the report comes on the loop.
 */
final class ReadDeadline implements ReadWatch {

    /** As long as the JobManager waits for a call: longer than clients of HDFS look for the NameNode that takes over. */
    static final Duration LIMIT = Duration.ofMinutes(3);

    /** A call that has not returned; two are never the same. */
    private static final class Running {
        private final String file;
        private final long sinceNs;

        Running(String file, long sinceNs) {
            this.file = file;
            this.sinceNs = sinceNs;
        }
    }

    private final EventLoop loop;
    private final Clock clock;
    private final Consumer<String> onHang;
    /** In the order in which they began. */
    private final Set<Running> running = new LinkedHashSet<>();

    private boolean looksAgain;
    private boolean reported;

    /** @param onHang gets what hangs, for a message */
    ReadDeadline(EventLoop loop, Clock clock, Consumer<String> onHang) {
        this.loop = loop;
        this.clock = clock;
        this.onHang = onHang;
    }

    @Override
    public <T> T watch(String file, Call<T> call) throws IOException {
        Running begun = new Running(file, clock.nanoTime());
        begin(begun);
        try {
            return call.make();
        } finally {
            end(begun);
        }
    }

    private synchronized void begin(Running call) {
        running.add(call);
        if (!looksAgain) {
            lookIn(LIMIT);
        }
    }

    private synchronized void end(Running call) {
        running.remove(call);
    }

    private void lookIn(Duration delay) {
        looksAgain = true;
        loop.schedule(delay, this::look);
    }

    private void look() {
        String hanging;
        synchronized (this) {
            looksAgain = false;
            Iterator<Running> oldest = running.iterator();
            if (reported || !oldest.hasNext()) {
                return;
            }
            Running first = oldest.next();
            Duration left = LIMIT.minusNanos(clock.nanoTime() - first.sinceNs);
            if (left.compareTo(Duration.ZERO) > 0) {
                lookIn(left);
                return;
            }
            reported = true;
            hanging = "the file system has not answered for " + LIMIT.toSeconds()
                    + " s while the task read its state in " + first.file;
        }
        onHang.accept(hanging);
    }
}
