package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Element;
import dev.weft.engine.exchange.Inputs;
import dev.weft.engine.exchange.Output;
import dev.weft.engine.exchange.TaskChannels;

/**
 * Loop of a task whose operators had ended at the restored checkpoint: passes on the end of time and of the input, and
 * reads its channels to their ends, which come at once from producers that had ended too.
 */
final class EndedLoop implements InputLoop {

    private final TaskChannels channels;
    private final LoopControl control;
    private final TaskCheckpoints checkpoints;

    EndedLoop(TaskChannels channels, LoopControl control, TaskCheckpoints checkpoints) {
        this.channels = channels;
        this.control = control;
        this.checkpoints = checkpoints;
    }

    @Override
    public void run() {
        for (Output output : channels.outputs()) {
            output.watermark(Long.MAX_VALUE);
            output.endOfInput();
        }
        Inputs inputs = channels.inputs();
        int open = inputs.channelCount();
        while (open > 0) {
            if (control.yield().isUp()) {
                control.attend();
            }
            Element element = inputs.poll();
            if (element instanceof Element.EndOfInput) {
                checkpoints.onEnd();
                open--;
            } else if (element == null) {
                control.sleep(inputs::hasMore);
            }
        }
    }
}
