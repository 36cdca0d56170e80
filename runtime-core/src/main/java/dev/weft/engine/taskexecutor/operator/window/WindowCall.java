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

/** What becomes of the content of a window that fires: the call of the user's window function, if there is one. */
@SuppressWarnings("unchecked") // the program has matched functions and types
abstract class WindowCall {

    /**
     * What the user's function can ask for while it is called.
     *
     * @param windowState the state of the current key in a window
     * @param globalState the state of the current key
     */
    record Surroundings(
            WindowSetting setting,
            Watermark watermark,
            Function<Window, KeyedStateStore> windowState,
            KeyedStateStore globalState) {}

    /** The operator's current watermark. */
    @FunctionalInterface
    interface Watermark {
        long current();
    }

    private final WindowCollector out;

    private WindowCall(Surroundings around) {
        out = new WindowCollector(around.setting().host().main());
    }

    static WindowCall of(WindowResult result, Surroundings around) {
        if (result instanceof WindowResult.Apply apply) {
            return new Apply((WindowFunction<Object, Object, Object, Window>) apply.function(), around);
        }
        if (result instanceof WindowResult.ApplyAll apply) {
            return new ApplyAll((AllWindowFunction<Object, Object, Window>) apply.function(), around);
        }
        if (result instanceof WindowResult.Process process) {
            return new Process((ProcessWindowFunction<Object, Object, Object, Window>) process.function(), around);
        }
        if (result instanceof WindowResult.ProcessAll process) {
            return new ProcessAll((ProcessAllWindowFunction<Object, Object, Window>) process.function(), around);
        }
        return new Emit(around);
    }

    /** A window whose content is one value. */
    void value(Object key, Window window, Object value) throws Exception {
        elements(key, window, Collections.singletonList(value));
    }

    /** A window whose content is its elements. */
    final void elements(Object key, Window window, Iterable<Object> elements) throws Exception {
        out.of(window);
        call(key, window, elements, out);
    }

    abstract void call(Object key, Window window, Iterable<Object> elements, WindowCollector out) throws Exception;

    /** The window is gone. */
    void clear(Window window) throws Exception {}

    private static final class Emit extends WindowCall {
        private final WindowCollector out;

        Emit(Surroundings around) {
            super(around);
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

    private static final class Apply extends WindowCall {
        private final WindowFunction<Object, Object, Object, Window> function;

        Apply(WindowFunction<Object, Object, Object, Window> function, Surroundings around) {
            super(around);
            this.function = function;
        }

        @Override
        void call(Object key, Window window, Iterable<Object> elements, WindowCollector out) throws Exception {
            function.apply(key, window, elements, out);
        }
    }

    private static final class ApplyAll extends WindowCall {
        private final AllWindowFunction<Object, Object, Window> function;

        ApplyAll(AllWindowFunction<Object, Object, Window> function, Surroundings around) {
            super(around);
            this.function = function;
        }

        @Override
        void call(Object key, Window window, Iterable<Object> elements, WindowCollector out) throws Exception {
            function.apply(window, elements, out);
        }
    }

    private static final class Process extends WindowCall {
        private final ProcessWindowFunction<Object, Object, Object, Window> function;
        private final Context context;

        Process(ProcessWindowFunction<Object, Object, Object, Window> function, Surroundings around) {
            super(around);
            this.function = function;
            this.context = new Context(function, around);
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
            private final transient Surroundings around;
            private final transient ProcessingTimeService clock;
            private transient Window window;

            Context(ProcessWindowFunction<Object, Object, Object, Window> function, Surroundings around) {
                function.super();
                this.around = around;
                this.clock = around.setting().clock();
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
                return around.watermark().current();
            }

            @Override
            public KeyedStateStore windowState() {
                return around.windowState().apply(window);
            }

            @Override
            public KeyedStateStore globalState() {
                return around.globalState();
            }

            @Override
            public <X> void output(OutputTag<X> tag, X value) {
                around.setting().host().side(tag.getId(), value, window.maxTimestamp());
            }
        }
    }

    private static final class ProcessAll extends WindowCall {
        private final ProcessAllWindowFunction<Object, Object, Window> function;
        private final Context context;

        ProcessAll(ProcessAllWindowFunction<Object, Object, Window> function, Surroundings around) {
            super(around);
            this.function = function;
            this.context = new Context(function, around);
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
            private final Surroundings around;
            private Window window;

            Context(ProcessAllWindowFunction<Object, Object, Window> function, Surroundings around) {
                function.super();
                this.around = around;
            }

            @Override
            public Window window() {
                return window;
            }

            @Override
            public KeyedStateStore windowState() {
                return around.windowState().apply(window);
            }

            @Override
            public KeyedStateStore globalState() {
                return around.globalState();
            }

            @Override
            public <X> void output(OutputTag<X> tag, X value) {
                around.setting().host().side(tag.getId(), value, window.maxTimestamp());
            }
        }
    }
}
