package dev.weft.state.api;

import dev.weft.api.common.functions.DefaultOpenContext;
import dev.weft.api.common.state.KeyedStateStore;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.Configuration;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.taskexecutor.operator.window.DetachedHost;
import dev.weft.engine.taskexecutor.operator.window.StoredWindows;
import dev.weft.engine.taskexecutor.operator.window.WindowEnvironment;
import dev.weft.program.Operation;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.program.Windowing;
import dev.weft.state.api.functions.WindowReaderFunction;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import java.io.Serializable;
import java.util.Set;

/**
 * Reads the windows of an operator: calls the function for each window of each key.
 *
 * @param <OUT> what the function reads
 */
final class WindowReading<OUT> extends KeyedReading<OUT> {

    private static final long serialVersionUID = 1L;

    private final Definition definition;
    private final WindowReaderFunction<Object, OUT, Object, Window> function;

    /**
     * The windows of an operator.
     *
     * @param operator its name
     * @param form how they are stored
     */
    record Definition(String operator, StoredWindows.Form form, Windowing windowing, WindowContents contents)
            implements Serializable {}

    @SuppressWarnings("unchecked") // the types are those that the program gave
    WindowReading(
            Definition definition,
            WindowReaderFunction<?, OUT, ?, ?> function,
            TypeInformation<?> keyType,
            Configuration settings) {
        super(keyType, settings);
        this.definition = definition;
        this.function = (WindowReaderFunction<Object, OUT, Object, Window>) function;
    }

    @Override
    void read(OperatorState state, StatePart part, Collector<OUT> out) throws Exception {
        Call<OUT> call = new Call<>(function, out);
        WindowEnvironment environment = new WindowEnvironment(
                state,
                part.groups(),
                part.maxParallelism(),
                stoppedClock(),
                getRuntimeContext().getMetricGroup(),
                getRuntimeContext().getExecutionConfig(),
                new DetachedHost(definition.operator()));
        call.windows = StoredWindows.of(
                definition.form(),
                new Operation.Window(definition.windowing(), definition.contents(), new WindowResult.Apply(call)),
                environment);
        function.setRuntimeContext(new StateContext(getRuntimeContext(), state.keyed()));
        function.open(DefaultOpenContext.INSTANCE);
        try {
            call.windows.forEach();
        } finally {
            function.close();
        }
    }

    /** The window function that calls the reading one. */
    private static final class Call<OUT>
            implements WindowFunction<Object, Object, Object, Window>, WindowReaderFunction.Context<Window> {

        private static final long serialVersionUID = 1L;

        private final WindowReaderFunction<Object, OUT, Object, Window> function;
        private final transient Collector<OUT> out;
        private transient StoredWindows windows;

        Call(WindowReaderFunction<Object, OUT, Object, Window> function, Collector<OUT> out) {
            this.function = function;
            this.out = out;
        }

        @Override
        public void apply(Object key, Window window, Iterable<Object> elements, Collector<Object> none)
                throws Exception {
            function.readWindow(key, this, elements, out);
        }

        @Override
        public Window window() {
            return windows.window();
        }

        @Override
        public <S extends State> S triggerState(StateDescriptor<S, ?> descriptor) {
            return windows.triggerState(descriptor);
        }

        @Override
        public KeyedStateStore windowState() {
            return windows.windowState();
        }

        @Override
        public KeyedStateStore globalState() {
            return windows.globalState();
        }

        @Override
        public Set<Long> registeredEventTimeTimers() throws Exception {
            return windows.eventTimeTimers();
        }

        @Override
        public Set<Long> registeredProcessingTimeTimers() throws Exception {
            return windows.processingTimeTimers();
        }
    }
}
