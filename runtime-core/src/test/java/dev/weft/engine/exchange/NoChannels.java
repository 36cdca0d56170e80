package dev.weft.engine.exchange;

import java.util.List;

/** The channel ends of a task that has none. */
public final class NoChannels {

    private NoChannels() {}

    public static TaskChannels of(Wakeup wakeup) {
        Inputs inputs = new Inputs(wakeup, new IoCounters());
        inputs.connect(List.of());
        return new TaskChannels(inputs, List.of());
    }
}
