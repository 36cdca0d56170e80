package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.program.Operation;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.windowing.assigners.Alignment;
import dev.weft.streaming.api.windowing.assigners.DynamicEventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.ProcessingTimeTrigger;
import java.util.Optional;

/**
 * The windows of one operator instance. The key of a record or timer is current in the operator's keyed state whenever
 * one of these methods is called.
 */
public abstract class Windows {

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

    /**
     * The way to run an operation. The choice depends on the program only, so that restored state is found again.
     *
     * <p>Slices and sessions of partial results need the program's own combination of partial results. Slices are left out
     * when an aggregation shows right away that it cannot combine, and for a process function with allowed lateness,
     * whose windows are each told when they are gone.
     */
    public static Windows of(Operation.Window operation, WindowSetting setting) throws Exception {
        Windowing windowing = operation.windowing();
        boolean partial = !(operation.contents() instanceof WindowContents.Elements)
                && windowing.evictor().isEmpty();
        boolean eventTime = windowing.assigner().isEventTime();
        boolean defaultTrigger =
                windowing.trigger().getClass() == (eventTime ? EventTimeTrigger.class : ProcessingTimeTrigger.class);
        if (partial && defaultTrigger) {
            Partials partials = Partials.of(operation.contents(), windowing.elementType(), setting.config());
            Class<?> assigner = windowing.assigner().getClass();
            if (assigner == EventTimeSessionWindows.class || assigner == DynamicEventTimeSessionWindows.class) {
                return new SessionWindows(windowing, partials, operation.result(), setting);
            }
            Optional<Alignment> alignment = Alignment.of(windowing.assigner());
            if (alignment.isPresent() && SliceLayout.canCut(alignment.get())) {
                SliceLayout layout = new SliceLayout(alignment.get());
                boolean toldWhenGone = eventTime
                        && windowing.allowedLatenessMs() > 0
                        && (operation.result() instanceof WindowResult.Process
                                || operation.result() instanceof WindowResult.ProcessAll);
                if (!toldWhenGone
                        && (layout.isOneSliceAWindow()
                                || partials.canCombine(setting.host().name()))) {
                    return new SlicedWindows(windowing, layout, partials, operation.result(), setting);
                }
            }
        }
        return new TriggeredWindows(operation, setting);
    }
}
