package dev.weft.engine.taskexecutor.task;

import dev.weft.api.connector.source.SourceReader;
import dev.weft.engine.exchange.Exchange;
import dev.weft.engine.exchange.ExchangeAudit;
import dev.weft.engine.exchange.Inputs;
import dev.weft.engine.protocol.TaskState;
import dev.weft.simulation.kernel.Peek;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Invariant check of one task, run between two steps of a simulation: its watermarks are correct and monotonic, and its
 * thread does not sleep while it has something to do.
 */
public final class TaskAudit {

    private final Task task;
    private final Mailbox mailbox;
    private final List<WatermarkAudit> gates = new ArrayList<>();
    private InputLoop loop = InputLoop.NONE;
    private Optional<Inputs> inputs = Optional.empty();

    public TaskAudit(RunningTask running) {
        task = (Task) running;
        mailbox = Peek.at(task, "mailbox");
    }

    public static Exchange exchange(TaskEngine engine) {
        return Peek.at(engine, "exchange");
    }

    /** Whether the task was told to stop or has ended. */
    public static boolean isEnding(RunningTask task) {
        TaskState state = Peek.at(task, "state");
        return state == TaskState.CANCELING || state.isTerminal();
    }

    public Thread thread() {
        return task.thread();
    }

    /**
     * What is wrong, if something is.
     *
     * @param sleeps whether the task's thread sleeps until it is called
     */
    public Optional<String> check(boolean sleeps) {
        InputLoop now = Peek.at(task, "loop");
        if (now != loop) {
            loop = now;
            if (loop instanceof NetworkLoop network) {
                inputs = Optional.of(Peek.at(network, "inputs"));
                for (WatermarkValve valve : Peek.<WatermarkValve[]>at(network, "valves")) {
                    gates.add(new WatermarkAudit(valve));
                }
            }
        }
        for (WatermarkAudit gate : gates) {
            Optional<String> wrong = gate.check();
            if (wrong.isPresent()) {
                return wrong.map(what -> "I-WM: task " + task + ": " + what);
            }
        }
        return sleeps ? whatToDo().map(what -> "I-WAKE: task " + task + " sleeps although " + what) : Optional.empty();
    }

    private Optional<String> whatToDo() {
        if (loop == InputLoop.NONE || loop instanceof LegacySourceLoop) {
            return Optional.empty();
        }
        boolean hasMail = !Peek.<MailLane>at(mailbox, "always").isEmpty();
        return ExchangeAudit.whatToDo(Peek.at(task, "backpressure"), hasInput(), hasMail);
    }

    private boolean hasInput() {
        // Behind the end of the input, a channel is announced once more when its producer closes it.
        if (Peek.<Boolean>at(task, "checkpoints", "inputEnded")) {
            return false;
        }
        if (loop instanceof SourceLoop) {
            Optional<?> alignment = Peek.at(loop, "source", "alignment");
            SourceReader<?, ?> reader = Peek.at(loop, "source", "reader");
            return alignment.isEmpty() && reader.isAvailable().isDone();
        }
        return inputs.filter(Inputs::hasMore).isPresent();
    }
}
