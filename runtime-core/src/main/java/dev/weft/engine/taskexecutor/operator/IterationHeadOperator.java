package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.operators.MailboxExecutor.MailOptions;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Head of an iteration: emits its input and the records that the tails feed back. Fed-back records do not affect
 * watermarks. It ends when its input has ended and no record came back for the configured wait; without a wait it never
 * ends. It must be the first operator of its chain: it waits inside {@code endOfInput}, and no operator before it may
 * be in the middle of a record then.
 */
public final class IterationHeadOperator extends Operator {

    /** Fed-back records that are taken before the input has its turn again. */
    private static final int TURN = 1024;

    private final Feedback feedback;
    private final long maxWaitMs;
    private final TaskContext task;
    private final Receiver next;
    private final AtomicBoolean announced = new AtomicBoolean();
    private long lastMs;
    private boolean timeIsOver;
    private boolean ended;

    IterationHeadOperator(String name, Feedback feedback, long maxWaitMs, TaskContext task, Emitter emitter) {
        super(name, "no user code", emitter);
        this.feedback = feedback;
        this.maxWaitMs = maxWaitMs;
        this.task = task;
        this.next = emitter.main();
    }

    @Override
    public void open(FunctionContext context) {
        super.open(context);
        feedback.onArrival(this::announce);
    }

    /** Called from any thread. */
    private void announce() {
        if (!announced.get() && announced.compareAndSet(false, true)) {
            task.mailbox().execute(MailOptions.deferrable(), this::takeBack, "records of an iteration");
        }
    }

    private void takeBack() {
        announced.set(false);
        YieldFlag yield = task.backpressure().yield();
        for (int i = 0; i == 0 || i < TURN && !yield.isUp(); i++) {
            Feedback.Returned returned = feedback.take();
            if (returned == null) {
                return;
            }
            lastMs = nowMs();
            next.record(returned.value(), returned.timestamp());
        }
        announce();
    }

    @Override
    public void record(Object value, long timestamp) {
        next.record(value, timestamp);
    }

    /** The final watermark is held back: records may still come back. */
    @Override
    public void watermark(long timestamp) {
        if (timestamp == Long.MAX_VALUE) {
            timeIsOver = true;
        } else {
            super.watermark(timestamp);
        }
    }

    /** Runs a head without inputs; there are no watermarks to wait for. */
    public void runWithoutInput() {
        super.idle(true);
        timeIsOver = true;
        endOfInput();
    }

    @Override
    public void endOfInput() {
        lastMs = nowMs();
        awaitQuiet();
        if (timeIsOver) {
            super.watermark(Long.MAX_VALUE);
        }
        super.endOfInput();
    }

    private void awaitQuiet() {
        if (maxWaitMs > 0) {
            lookAgain();
        }
        task.runMailsUntil(() -> ended, Long.MAX_VALUE);
    }

    private void lookAgain() {
        task.processingTime().registerTimer(lastMs + maxWaitMs, time -> {
            if (feedback.isEmpty() && nowMs() - lastMs >= maxWaitMs) {
                ended = true;
            } else {
                lookAgain();
            }
        });
    }

    private long nowMs() {
        return task.processingTime().getCurrentProcessingTime();
    }
}
