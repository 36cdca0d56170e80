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
 * The way in which a window operation is run. It is chosen from the program alone, so that the client can show it and restored
 * state is found again.
 *
 * @param reason why this way, for the user
 */
public record WindowPlan(Way way, String reason) {

    /** Windows longer than this are not cut, so that no calculation with their ends can overflow. */
    private static final long LONGEST_MS = Long.MAX_VALUE / 8;

    /** How windows keep what they hold. */
    public enum Way {
        /** A partial result for each slice of time; a window is combined of them. */
        SLICES("a partial result for each slice of time"),
        /** A partial result for each window, all fired by time. */
        SEPARATE("a partial result for each window"),
        /** All sessions of a key in one value. */
        SESSIONS("the sessions of a key in one value"),
        /** Each window with its content, trigger state and timers. */
        TRIGGERED("each window with timers of its own");

        private final String text;

        Way(String text) {
            this.text = text;
        }
    }

    /** The way and the reason in one line. */
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
