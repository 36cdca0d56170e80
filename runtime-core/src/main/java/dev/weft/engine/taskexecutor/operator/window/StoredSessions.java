package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.program.Operation;
import dev.weft.streaming.api.windowing.windows.TimeWindow;

/** Reads what {@link SessionWindows} stores: the {@link Sessions} of a key. */
final class StoredSessions extends StoredWindows {

    private final PartialAggregation aggregation;
    private final NamespacedState<ValueState<Object>, Void> sessions;

    StoredSessions(Operation.Window operation, WindowEnvironment environment) {
        super(operation, true, environment);
        this.aggregation = aggregation(operation, environment);
        this.sessions = states().state(
                        new ValueStateDescriptor<>(
                                SessionWindows.NAME, new SessionsSerializer(aggregation.serializer())),
                        Namespaces.NONE);
    }

    @Override
    public void forEach() throws Exception {
        sessions.forEachKey(null, key -> {
            Sessions ofKey = (Sessions) sessions.undivided().value();
            for (int i = 0; i < ofKey.size(); i++) {
                TimeWindow window = new TimeWindow(ofKey.start(i), ofKey.end(i));
                Object partial = aggregation.own(ofKey.partial(i));
                current(window, ofKey.isFired(i)).value(key, window, aggregation.result(partial));
            }
        });
    }
}
