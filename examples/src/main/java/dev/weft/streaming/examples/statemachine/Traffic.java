package dev.weft.streaming.examples.statemachine;

import dev.weft.connector.datagen.source.GeneratorFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Connections that behave, but for a share of steps that are not allowed. The same every time: every record depends on those
 * before it, so one instance makes them all.
 */
final class Traffic implements GeneratorFunction<Long, Event> {
    private static final long serialVersionUID = 1L;

    private static final long SEED = 20_26;
    private static final int ADDRESSES = 1000;

    private final double errorRate;
    private transient SplittableRandom random;
    private transient Map<Integer, ConnectionState> states;

    /** @param errorRate the share of steps that are not allowed, from 0 to 1 */
    Traffic(double errorRate) {
        this.errorRate = errorRate;
    }

    @Override
    public Event map(Long index) {
        if (random == null) {
            random = new SplittableRandom(SEED);
            states = new HashMap<>();
        }
        int address = random.nextInt(ADDRESSES);
        ConnectionState state = states.getOrDefault(address, ConnectionState.CLOSED);
        if (random.nextDouble() < errorRate) {
            states.remove(address);
            return new Event(address, oneOf(forbidden(state)));
        }
        Step step = oneOf(state.allowed());
        states.put(address, state.after(step).orElseThrow());
        return new Event(address, step);
    }

    private Step oneOf(List<Step> steps) {
        return steps.get(random.nextInt(steps.size()));
    }

    private static List<Step> forbidden(ConnectionState state) {
        return Stream.of(Step.values())
                .filter(step -> state.after(step).isEmpty())
                .toList();
    }
}
