package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Element;
import dev.weft.engine.exchange.Inputs;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.Wakeup;

/** Reads the task's network inputs: mails first, then one batch, of what the stage before the chain kept or of the network. */
final class NetworkLoop implements InputLoop {

    private static final int GATES = 2;

    private final InputStage stage;
    private final Inputs inputs;
    private final Mailbox mailbox;
    private final Wakeup wakeup;
    private final Flushing flushing;
    private final Receiver[] receivers = new Receiver[GATES];
    private final WatermarkValve[] valves = new WatermarkValve[GATES];
    private int openGates;

    NetworkLoop(InputStage stage, Inputs inputs, Mailbox mailbox, Wakeup wakeup, Flushing flushing) {
        this.stage = stage;
        this.inputs = inputs;
        this.mailbox = mailbox;
        this.wakeup = wakeup;
        this.flushing = flushing;
        for (int gate = 0; gate < GATES; gate++) {
            receivers[gate] = stage.input(gate);
            int channels = inputs.channelCount(gate);
            valves[gate] = new WatermarkValve(channels, receivers[gate]);
            openGates += channels > 0 ? 1 : 0;
        }
    }

    @Override
    public void run() {
        while (openGates > 0 || stage.isReady()) {
            wakeup.checkCanceled();
            if (!mailbox.isEmpty()) {
                mailbox.runAll();
            }
            if (stage.isReady()) {
                stage.handOn();
                flushing.onProgress();
                continue;
            }
            Element element = inputs.poll();
            if (element == null) {
                await();
            } else if (element instanceof Batch batch) {
                receivers[inputs.gate()].batch(batch);
                flushing.onProgress();
            } else {
                onMark(element);
            }
        }
        flushing.onIdle();
    }

    private void await() {
        flushing.onIdle();
        wakeup.arm();
        if (inputs.hasMore() || !mailbox.isEmpty()) {
            wakeup.disarm();
        } else {
            wakeup.park();
        }
    }

    private void onMark(Element mark) {
        int gate = inputs.gate();
        WatermarkValve valve = valves[gate];
        if (mark instanceof Element.Watermark watermark) {
            valve.watermark(inputs.channel(), watermark.timestamp());
        } else if (mark instanceof Element.Idleness idleness) {
            valve.idle(inputs.channel(), idleness.idle());
        } else if (valve.end(inputs.channel())) {
            openGates--;
            receivers[gate].endOfInput();
        }
    }
}
