package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.program.Operation;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.triggers.CountTrigger;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WindowPlanTest {

    private static String plan(WindowAssigner<?, ?> assigner, Trigger<?, ?> trigger, WindowContents contents) {
        Windowing windowing = new Windowing(assigner, trigger, Optional.empty(), 0, Optional.empty(), Types.LONG);
        return WindowPlan.of(new Operation.Window(windowing, contents, new WindowResult.AsIs()))
                .text();
    }

    private static WindowContents reduced(ReduceFunction<Long> function) {
        return new WindowContents.Reduced(function);
    }

    @Test
    void thePlanSaysHowWindowsAreKeptAndWhy() {
        SlidingEventTimeWindows sliding = SlidingEventTimeWindows.of(Duration.ofSeconds(10), Duration.ofSeconds(1));
        EventTimeTrigger atTheEnd = EventTimeTrigger.create();
        assertThat(plan(sliding, atTheEnd, reduced(Long::sum)))
                .isEqualTo("a partial result for each slice of time: the bytecode of its reduce shows that it is"
                        + " associative and commutative");
        assertThat(plan(sliding, atTheEnd, reduced((first, last) -> last)))
                .isEqualTo("a partial result for each window: nothing shows that its reduce is associative and"
                        + " commutative; declare its class @Combinable if it is so");
        assertThat(plan(TumblingEventTimeWindows.of(Duration.ofSeconds(1)), atTheEnd, reduced((a, b) -> b)))
                .isEqualTo("a partial result for each slice of time: no two windows overlap, so that each is one"
                        + " slice");
        assertThat(plan(EventTimeSessionWindows.withGap(Duration.ofSeconds(1)), atTheEnd, reduced((a, b) -> b)))
                .startsWith("the sessions of a key in one value");
        assertThat(plan(sliding, CountTrigger.of(3), reduced(Long::sum)))
                .isEqualTo("each window with timers of its own: the trigger is CountTrigger");
        assertThat(plan(sliding, atTheEnd, new WindowContents.Elements()))
                .isEqualTo("each window with timers of its own: the window's function sees every element");
    }
}
