package dev.weft.engine.graph;

import dev.weft.engine.graph.functions.Combining;
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
 * The implementation that is chosen for a window operation. It depends on the program alone, so that the client can
 * show it and restored state fits.
 *
 * @param reason why this way, for the user
 */
public record WindowPlan(Way way, String reason) {

    /** Longer windows are not sliced, so that no arithmetic on their ends can overflow. */
    private static final long LONGEST_MS = Long.MAX_VALUE / 8;

    /** The implementations, by what they store. */
    public enum Way {
        /** Stream slicing: one partial aggregate per slice; a window is merged from its slices. */
        SLICES("a partial result for each slice of time"),
        /** One partial aggregate per window; fired without timers. */
        SEPARATE("a partial result for each window"),
        /** Sessions: all sessions of a key in one value. */
        SESSIONS("the sessions of a key in one value"),
        /** The general one: each window with its own content, trigger state and timers. */
        TRIGGERED("each window with timers of its own");

        private final String text;

        Way(String text) {
            this.text = text;
        }
    }

    /** The implementation and the reason in one line. */
    public String text() {
        return way.text + ": " + reason;
    }

    public static WindowPlan of(Operation.Window operation) {
        Windowing windowing = operation.windowing();
        if (windowing.evictor().isPresent()) {
            return new WindowPlan(Way.TRIGGERED, "an evictor sees every element");
        }
        if (operation.contents() instanceof WindowContents.Elements) {
            return new WindowPlan(Way.TRIGGERED, "the window's function sees every element");
        }
        boolean eventTime = windowing.assigner().isEventTime();
        if (windowing.trigger().getClass() != (eventTime ? EventTimeTrigger.class : ProcessingTimeTrigger.class)) {
            return new WindowPlan(
                    Way.TRIGGERED,
                    "the trigger is " + windowing.trigger().getClass().getSimpleName());
        }
        Class<?> assigner = windowing.assigner().getClass();
        if (assigner == EventTimeSessionWindows.class || assigner == DynamicEventTimeSessionWindows.class) {
            return new WindowPlan(Way.SESSIONS, "sessions of event time are reduced or aggregated");
        }
        Optional<Alignment> alignment = Alignment.of(windowing.assigner());
        if (alignment.isEmpty()
                || alignment.get().sizeMs() > LONGEST_MS
                || alignment.get().slideMs() > LONGEST_MS) {
            return new WindowPlan(Way.TRIGGERED, "the assigner is " + assigner.getSimpleName());
        }
        if (eventTime && windowing.allowedLatenessMs() > 0 && isToldWhenGone(operation.result())) {
            return new WindowPlan(Way.TRIGGERED, "the window's function is told when each window is gone");
        }
        if (alignment.get().sizeMs() <= alignment.get().slideMs()) {
            return new WindowPlan(Way.SLICES, "no two windows overlap, so that each is one slice");
        }
        Combining combining = Combining.of(operation.contents(), windowing.elementType());
        return new WindowPlan(combining.may() ? Way.SLICES : Way.SEPARATE, combining.reason());
    }

    private static boolean isToldWhenGone(WindowResult result) {
        return result instanceof WindowResult.Process || result instanceof WindowResult.ProcessAll;
    }
}
