package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.state.KeyedStateStore;
import dev.weft.program.WindowResult;
import dev.weft.streaming.api.functions.windowing.AllWindowFunction;
import dev.weft.streaming.api.functions.windowing.ProcessAllWindowFunction;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.OutputTag;
import java.util.Collections;
import java.util.function.Function;

/**
 * Calls the user's window function with the content of a window that fires, or emits the content when there is no
 * window function.
 */
@SuppressWarnings("unchecked") // the program has matched functions and types
abstract class WindowFunctionCall {

    /**
     * What a window function can access while it is called.
     *
     * @param windowState the state of the current key in a window
     * @param globalState the state of the current key
     */
    record CallContext(
            WindowEnvironment environment,
            Watermark watermark,
            Function<Window, KeyedStateStore> windowState,
            KeyedStateStore globalState) {}

    /** The operator's current watermark. */
    @FunctionalInterface
    interface Watermark {
        long current();
    }

    private final WindowCollector out;

    private WindowFunctionCall(CallContext callContext) {
        out = new WindowCollector(callContext.environment().host().main());
    }

    static WindowFunctionCall of(WindowResult result, CallContext callContext) {
        if (result instanceof WindowResult.Apply apply) {
            return new Apply((WindowFunction<Object, Object, Object, Window>) apply.function(), callContext);
        }
        if (result instanceof WindowResult.ApplyAll apply) {
            return new ApplyAll((AllWindowFunction<Object, Object, Window>) apply.function(), callContext);
        }
        if (result instanceof WindowResult.Process process) {
            return new Process((ProcessWindowFunction<Object, Object, Object, Window>) process.function(), callContext);
        }
        if (result instanceof WindowResult.ProcessAll process) {
            return new ProcessAll((ProcessAllWindowFunction<Object, Object, Window>) process.function(), callContext);
        }
        return new Emit(callContext);
    }

    /** Fires a window whose content is one value. */
    void value(Object key, Window window, Object value) throws Exception {
        elements(key, window, Collections.singletonList(value));
    }

    /** Fires a window whose content is its elements. */
    final void elements(Object key, Window window, Iterable<Object> elements) throws Exception {
        out.of(window);
        call(key, window, elements, out);
    }

    abstract void call(Object key, Window window, Iterable<Object> elements, WindowCollector out) throws Exception;

    /** Tells the function that the window is dropped, so that it can clear its state. */
    void clear(Window window) throws Exception {}

    private static final class Emit extends WindowFunctionCall {
        private final WindowCollector out;

        Emit(CallContext callContext) {
            super(callContext);
            out = super.out;
        }

        @Override
        void value(Object key, Window window, Object value) {
            out.of(window);
            out.collect(value);
        }

        @Override
        void call(Object key, Window window, Iterable<Object> elements, WindowCollector out) {
            elements.forEach(out::collect);
        }
    }

    private static final class Apply extends WindowFunctionCall {
        private final WindowFunction<Object, Object, Object, Window> function;

        Apply(WindowFunction<Object, Object, Object, Window> function, CallContext callContext) {
            super(callContext);
            this.function = function;
        }

        @Override
        void call(Object key, Window window, Iterable<Object> elements, WindowCollector out) throws Exception {
            function.apply(key, window, elements, out);
        }
    }

    private static final class ApplyAll extends WindowFunctionCall {
        private final AllWindowFunction<Object, Object, Window> function;

        ApplyAll(AllWindowFunction<Object, Object, Window> function, CallContext callContext) {
            super(callContext);
            this.function = function;
        }

        @Override
        void call(Object key, Window window, Iterable<Object> elements, WindowCollector out) throws Exception {
            function.apply(window, elements, out);
        }
    }

    private static final class Process extends WindowFunctionCall {
        private final ProcessWindowFunction<Object, Object, Object, Window> function;
        private final Context context;

        Process(ProcessWindowFunction<Object, Object, Object, Window> function, CallContext callContext) {
            super(callContext);
            this.function = function;
            this.context = new Context(function, callContext);
        }

        @Override
        void call(Object key, Window window, Iterable<Object> elements, WindowCollector out) throws Exception {
            context.window = window;
            function.process(key, context, elements, out);
        }

        @Override
        void clear(Window window) throws Exception {
            context.window = window;
            function.clear(context);
        }

        private static final class Context extends ProcessWindowFunction<Object, Object, Object, Window>.Context {
            private static final long serialVersionUID = 1L;
            private final transient CallContext callContext;
            private final transient ProcessingTimeService clock;
            private transient Window window;

            Context(ProcessWindowFunction<Object, Object, Object, Window> function, CallContext callContext) {
                function.super();
                this.callContext = callContext;
                this.clock = callContext.environment().clock();
            }

            @Override
            public Window window() {
                return window;
            }

            @Override
            public long currentProcessingTime() {
                return clock.getCurrentProcessingTime();
            }

            @Override
            public long currentWatermark() {
                return callContext.watermark().current();
            }

            @Override
            public KeyedStateStore windowState() {
                return callContext.windowState().apply(window);
            }

            @Override
            public KeyedStateStore globalState() {
                return callContext.globalState();
            }

            @Override
            public <X> void output(OutputTag<X> tag, X value) {
                callContext.environment().host().side(tag.getId(), value, window.maxTimestamp());
            }
        }
    }

    private static final class ProcessAll extends WindowFunctionCall {
        private final ProcessAllWindowFunction<Object, Object, Window> function;
        private final Context context;

        ProcessAll(ProcessAllWindowFunction<Object, Object, Window> function, CallContext callContext) {
            super(callContext);
            this.function = function;
            this.context = new Context(function, callContext);
        }

        @Override
        void call(Object key, Window window, Iterable<Object> elements, WindowCollector out) throws Exception {
            context.window = window;
            function.process(context, elements, out);
        }

        @Override
        void clear(Window window) throws Exception {
            context.window = window;
            function.clear(context);
        }

        private static final class Context extends ProcessAllWindowFunction<Object, Object, Window>.Context {
            private final CallContext callContext;
            private Window window;

            Context(ProcessAllWindowFunction<Object, Object, Window> function, CallContext callContext) {
                function.super();
                this.callContext = callContext;
            }

            @Override
            public Window window() {
                return window;
            }

            @Override
            public KeyedStateStore windowState() {
                return callContext.windowState().apply(window);
            }

            @Override
            public KeyedStateStore globalState() {
                return callContext.globalState();
            }

            @Override
            public <X> void output(OutputTag<X> tag, X value) {
                callContext.environment().host().side(tag.getId(), value, window.maxTimestamp());
            }
        }
    }
}
