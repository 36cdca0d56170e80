package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Element;
import dev.weft.engine.exchange.InFlightCapture;
import dev.weft.engine.exchange.Inputs;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;
import java.util.HashSet;
import java.util.Set;

/**
 * Input loop over network channels: reads one element of one channel at a time; records that the input stage has
 * buffered come first. Processing of a batch stops after the record that raised the yield flag, and is resumed when
 * mails have run and the outputs have room.
 */
final class NetworkLoop implements InputLoop {

    private static final int GATES = 2;
    private static final Batch NOTHING = new Batch(0, false);

    private final InputStage stage;
    private final Inputs inputs;
    private final LoopControl control;
    private final TaskCheckpoints checkpoints;
    private final Receiver[] receivers = new Receiver[GATES];
    private final WatermarkValve[] valves = new WatermarkValve[GATES];
    private final Set<Integer> endedGates;
    private int openGates;
    /** The batch that the loop has left to run mails, and the first of its records that is not processed. */
    private Batch left = NOTHING;

    private int leftFrom;

    /** @param endedBefore gates whose end is part of the restored state */
    NetworkLoop(
            InputStage stage,
            Inputs inputs,
            LoopControl control,
            TaskCheckpoints checkpoints,
            Set<Integer> endedBefore) {
        this.stage = stage;
        this.inputs = inputs;
        this.control = control;
        this.checkpoints = checkpoints;
        this.endedGates = new HashSet<>(endedBefore);
        for (int gate = 0; gate < GATES; gate++) {
            receivers[gate] = stage.input(gate);
            int channels = inputs.channelCount(gate);
            valves[gate] = new WatermarkValve(channels, receivers[gate]);
            openGates += channels > 0 ? 1 : 0;
        }
    }

    @Override
    public void drain() {
        for (int gate = 0; gate < GATES; gate++) {
            if (valves[gate].isOpen()) {
                receivers[gate].endOfInput();
            }
        }
    }

    @Override
    public void captureLeft(InFlightCapture capture) {
        if (leftFrom < left.size()) {
            capture.add(inputs.position(), left, leftFrom);
        }
    }

    @Override
    public Set<Integer> endedGates() {
        return Set.copyOf(endedGates);
    }

    @Override
    public void run() {
        YieldFlag yield = control.yield();
        while (openGates > 0 || stage.isReady()) {
            if (yield.isUp()) {
                control.attend();
            }
            if (stage.isReady()) {
                stage.handOn(yield);
                control.flushing().onProgress();
                continue;
            }
            Element element = inputs.poll();
            if (element == null) {
                control.sleep(inputs::hasMore);
            } else if (element instanceof Batch batch) {
                if (checkpoints.isCapturing()) {
                    checkpoints.capture(batch);
                }
                process(batch, yield);
            } else {
                onMark(element);
            }
        }
        control.flushing().onIdle();
    }

    private void process(Batch batch, YieldFlag yield) {
        Receiver receiver = receivers[inputs.gate()];
        int next = receiver.batch(batch, 0, yield);
        control.flushing().onProgress();
        while (next < batch.size()) {
            left = batch;
            leftFrom = next;
            control.attend();
            left = NOTHING;
            leftFrom = 0;
            next = receiver.batch(batch, next, yield);
            control.flushing().onProgress();
        }
    }

    private void onMark(Element mark) {
        int gate = inputs.gate();
        WatermarkValve valve = valves[gate];
        if (mark instanceof Element.Watermark watermark) {
            valve.watermark(inputs.channel(), watermark.timestamp());
        } else if (mark instanceof Element.Idleness idleness) {
            valve.idle(inputs.channel(), idleness.idle());
        } else if (mark instanceof Element.Barrier barrier) {
            checkpoints.onBarrier(barrier.request());
        } else {
            checkpoints.onEnd();
            // A snapshot may have been taken at the last end: if the task is to stop with it, the end comes after it.
            if (checkpoints.isSuspended()) {
                control.runMailsUntil(() -> !checkpoints.isSuspended());
            }
            if (valve.end(inputs.channel())) {
                openGates--;
                receivers[gate].endOfInput();
                endedGates.add(gate);
            }
        }
    }
}
