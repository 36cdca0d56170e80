package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.EventLoop.Timer;
import dev.weft.engine.common.LoopOwned;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queue of blocking calls to the storage of a job's checkpoints: one at a time and in order, on I/O threads; answers come on
 * the JobMaster's loop, which owns this. A call that takes too long is given up: its caller is told that it has failed, and
 * the next one runs beside it, on another thread. While {@link #MOST_HANGING} such calls have not returned, no further one
 * is begun, so that a dead storage does not use up the threads: they fail at once.
 */
@LoopOwned
final class StorageCalls {

    /** How long a call may take: longer than clients of HDFS look for the NameNode that takes over. */
    static final Duration LIMIT = Duration.ofMinutes(3);

    static final int MOST_HANGING = 3;

    private static final Logger LOG = LoggerFactory.getLogger(StorageCalls.class);

    private final Executor io;
    private final EventLoop loop;
    private final Deque<Call<?>> queued = new ArrayDeque<>();
    private Optional<Call<?>> running = Optional.empty();
    private int hanging;

    /** @param io runs several at once */
    StorageCalls(Executor io, EventLoop loop) {
        this.io = io;
        this.loop = loop;
    }

    /** The call was never begun, and will not be. */
    static final class NotBegunException extends IOException {
        NotBegunException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Answers to the maker of a call, of which {@code done} or {@code failed} comes first, and once.
     *
     * @param late what a call has returned that was given up, and so has failed, before
     */
    record Answers<T>(Consumer<T> done, Consumer<Throwable> failed, Consumer<T> late) {}

    /**
     * Makes a call after those that were made before.
     *
     * @param what it does, for messages
     * @param limit how long it may take, unless its maker gives it up
     */
    <T> Call<T> call(String what, Callable<T> blocking, Optional<Duration> limit, Answers<T> answers) {
        loop.assertInLoop();
        Call<T> call = new Call<>(what, blocking, limit, answers);
        queued.add(call);
        next();
        return call;
    }

    private void next() {
        while (running.isEmpty() && !queued.isEmpty()) {
            Call<?> first = queued.remove();
            if (hanging < MOST_HANGING) {
                running = Optional.of(first);
                first.begin();
            } else {
                first.refuse();
            }
        }
    }

    private enum State {
        QUEUED,
        RUNNING,
        /** It was given up and has not returned. */
        HANGING,
        OVER
    }

    /** One call. */
    final class Call<T> {
        private final String what;
        private final Callable<T> blocking;
        private final Optional<Duration> limit;
        private final Answers<T> answers;
        private Optional<Timer> deadline = Optional.empty();
        private State state = State.QUEUED;

        private Call(String what, Callable<T> blocking, Optional<Duration> limit, Answers<T> answers) {
            this.what = what;
            this.blocking = blocking;
            this.limit = limit;
            this.answers = answers;
        }

        private void begin() {
            state = State.RUNNING;
            deadline = limit.map(most -> loop.schedule(
                    most,
                    () -> giveUp(new IOException(
                            "the file system has not answered for " + most.toSeconds() + " s: " + what))));
            io.execute(this::run);
        }

        private void refuse() {
            state = State.OVER;
            NotBegunException refused = new NotBegunException(
                    "the file system does not answer: " + hanging + " calls hang, and this one was not begun: " + what,
                    null);
            loop.execute(() -> answers.failed().accept(refused));
        }

        private void run() {
            try {
                T result = blocking.call();
                loop.execute(() -> returned(answers.done(), answers.late(), result));
            } catch (Throwable failure) {
                loop.execute(() -> returned(answers.failed(), late -> {}, failure));
            }
        }

        private <R> void returned(Consumer<R> answer, Consumer<R> late, R result) {
            loop.assertInLoop();
            boolean wasGivenUp = state == State.HANGING;
            state = State.OVER;
            deadline.ifPresent(Timer::cancel);
            if (wasGivenUp) {
                hanging--;
                LOG.info("A call to the file system has returned after it was given up: {}", what);
                late.accept(result);
            } else {
                running = Optional.empty();
                next();
                answer.accept(result);
            }
        }

        /** Waits for it no longer, and reports that it has failed: for this reason, or as {@link NotBegunException}. */
        void giveUp(Throwable why) {
            loop.assertInLoop();
            switch (state) {
                case QUEUED -> {
                    queued.remove(this);
                    state = State.OVER;
                    answers.failed().accept(new NotBegunException(why.getMessage(), why));
                }
                case RUNNING -> {
                    state = State.HANGING;
                    deadline.ifPresent(Timer::cancel);
                    hanging++;
                    running = Optional.empty();
                    LOG.warn("A call to the file system hangs and is given up; {} hang: {}", hanging, what);
                    next();
                    answers.failed().accept(why);
                }
                case HANGING, OVER -> {}
            }
        }
    }
}
