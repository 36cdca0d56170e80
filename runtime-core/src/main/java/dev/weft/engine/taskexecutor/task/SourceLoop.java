package dev.weft.engine.taskexecutor.task;

import dev.weft.core.io.InputStatus;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.taskexecutor.operator.SourceOperator;
import java.util.concurrent.CompletableFuture;

/** Polls a source reader: mails first, then a run of records. */
final class SourceLoop implements InputLoop {

    private static final int POLLS = 512;

    private final SourceOperator source;
    private final Mailbox mailbox;
    private final Wakeup wakeup;
    private final Flushing flushing;

    SourceLoop(SourceOperator source, Mailbox mailbox, Wakeup wakeup, Flushing flushing) {
        this.source = source;
        this.mailbox = mailbox;
        this.wakeup = wakeup;
        this.flushing = flushing;
    }

    @Override
    public void deliver(int operator, SourceCommand command) {
        source.deliver(command);
    }

    @Override
    public void run() {
        while (true) {
            wakeup.checkCanceled();
            if (!mailbox.isEmpty()) {
                mailbox.runAll();
            }
            InputStatus status = source.poll(POLLS);
            if (status == InputStatus.MORE_AVAILABLE) {
                flushing.onProgress();
            } else if (status == InputStatus.NOTHING_AVAILABLE) {
                await();
            } else {
                break;
            }
        }
        source.endOfInput();
        flushing.onIdle();
    }

    private void await() {
        flushing.onIdle();
        CompletableFuture<Void> available = source.isAvailable();
        if (available.isDone()) {
            return;
        }
        available.whenComplete((done, failure) -> wakeup.signal());
        while (!available.isDone()) {
            if (!mailbox.isEmpty()) {
                mailbox.runAll();
                flushing.onIdle();
            }
            wakeup.arm();
            if (available.isDone() || !mailbox.isEmpty()) {
                wakeup.disarm();
            } else {
                wakeup.park();
            }
        }
    }
}
