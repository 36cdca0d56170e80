package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.engine.graph.WindowPlan;
import dev.weft.program.Operation;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.windowing.assigners.Alignment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The windows of one operator instance; a subclass per implementation: sliced, session, and general windows. Before
 * {@link #add} or a timer is called, the key of the element or timer is made current in the operator's keyed state.
 */
public abstract class Windows {

    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);

    /** Called once the operator and its state are ready; windows may fire from now on. */
    public void open() {}

    /** Adds an element of the current key. */
    public abstract void add(Object value, long timestamp) throws Exception;

    /** Fires and drops the windows that the watermark has passed. No key is current. */
    public abstract void advance(long watermark) throws Exception;

    /**
     * In a batch, where elements come key by key: the current key has no more elements. Fires the windows that have no
     * timers; the timers of the key fire afterwards.
     */
    public void endOfKey() throws Exception {}

    /** Saves what is not in the operator's state yet, before a snapshot. */
    public void save() throws Exception {}

    /** Creates the implementation that {@link WindowPlan} chooses for a window operation, and logs the reason. */
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
