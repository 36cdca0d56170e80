package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.engine.graph.WindowPlan;
import dev.weft.program.Operation;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.windowing.assigners.Alignment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The windows of one operator instance. The key of a record or timer is current in the operator's keyed state whenever
 * one of these methods is called.
 */
public abstract class Windows {

    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);

    /** The operator and its state are ready: windows may fire from now on. */
    public void open() {}

    /** Takes an element of the current key. */
    public abstract void add(Object value, long timestamp) throws Exception;

    /** Fires and drops what the watermark is past of. No key is current. */
    public abstract void advance(long watermark) throws Exception;

    /**
     * In a batch, whose elements come key by key: all elements of the current key have come. Fires what no timer does; the
     * timers of the key fire afterwards.
     */
    public void endOfKey() throws Exception {}

    /** Puts what is not in the operator's state yet into it. */
    public void save() throws Exception {}

    /** The windows of an operation, run in the way that its {@link WindowPlan} says; a line in the log says why. */
    public static Windows of(Operation.Window operation, WindowEnvironment environment) throws Exception {
        WindowPlan plan = WindowPlan.of(operation);
        LOG.info("Operator '{}' keeps {}", environment.host().name(), plan.text());
        Windowing windowing = operation.windowing();
        return switch (plan.way()) {
            case SLICES, SEPARATE ->
                new SlicedWindows(
                        windowing,
                        new SliceLayout(Alignment.of(windowing.assigner()).orElseThrow()),
                        plan.way() == WindowPlan.Way.SEPARATE,
                        aggregation(operation, environment),
                        operation.result(),
                        environment);
            case SESSIONS ->
                new SessionWindows(windowing, aggregation(operation, environment), operation.result(), environment);
            case TRIGGERED -> new TriggeredWindows(operation, environment);
        };
    }

    private static PartialAggregation aggregation(Operation.Window operation, WindowEnvironment environment) {
        return PartialAggregation.of(operation.contents(), operation.windowing().elementType(), environment.config());
    }
}
