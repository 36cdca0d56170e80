package dev.weft.engine.taskexecutor.task;

import dev.weft.core.io.InputStatus;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.taskexecutor.operator.SourceOperator;
import java.util.concurrent.CompletableFuture;

/**
 * Input loop of a source reader: polls it while the outputs have room, and interrupts a series of polls when there is a
 * mail.
 */
final class SourceLoop implements InputLoop {

    private static final int POLLS = 512;

    private final SourceOperator source;
    private final Wakeup wakeup;
    private final LoopControl control;

    SourceLoop(SourceOperator source, Wakeup wakeup, LoopControl control) {
        this.source = source;
        this.wakeup = wakeup;
        this.control = control;
    }

    @Override
    public void deliver(int operator, SourceCommand command) {
        source.deliver(command);
    }

    @Override
    public void drain() {
        source.endOfInput();
    }

    @Override
    public void run() {
        InputStatus status = InputStatus.MORE_AVAILABLE;
        while (status != InputStatus.END_OF_INPUT) {
            if (control.yield().isUp()) {
                control.attend();
            }
            status = source.poll(POLLS, control.yield());
            if (status == InputStatus.MORE_AVAILABLE) {
                control.flushing().onProgress();
            } else if (status == InputStatus.NOTHING_AVAILABLE) {
                await(source.isAvailable());
            }
        }
        source.endOfInput();
        control.flushing().onIdle();
    }

    /** Waits until the reader is available; mails alone do not make it so. */
    private void await(CompletableFuture<Void> available) {
        if (available.isDone()) {
            control.flushing().onIdle();
            return;
        }
        available.whenComplete((done, failure) -> wakeup.signal());
        control.runMailsUntil(available::isDone);
    }
}
