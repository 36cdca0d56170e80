package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.UserTimers;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.streaming.api.TimerService;
import java.util.function.LongConsumer;

/**
 * The timer service of a function that may run on a keyed or a non-keyed stream.
 *
 * @param service what the function sees
 * @param onWatermark fires what is due
 */
record FunctionTimers(TimerService service, LongConsumer onWatermark) {

    static FunctionTimers of(OperatorState state, ProcessingTimeService clock, KeyedTimers.Firing firing) {
        if (!state.isKeyed()) {
            UnkeyedTimers none = new UnkeyedTimers(clock);
            return new FunctionTimers(none, none::advance);
        }
        KeyedTimers<Void> timers = state.keyed().timers("user", Namespaces.NONE, clock, firing);
        return new FunctionTimers(new UserTimers(timers), timers::advance);
    }

    void advance(long watermark) {
        onWatermark.accept(watermark);
    }
}
