package dev.weft.state.api;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.GenericTypeInfo;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.taskexecutor.operator.window.StoredWindows;
import dev.weft.program.WindowContents;
import dev.weft.program.Windowing;
import dev.weft.state.api.functions.WindowReaderFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.assigners.Alignment;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.streaming.runtime.operators.windowing.TimestampedValue;
import dev.weft.util.Collector;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The windows in a savepoint that an assigner has made.
 *
 * @param evicted whether the operator has an evictor, so that it keeps every element with its timestamp
 */
record WindowStates<W extends Window>(SavepointReader reader, WindowAssigner<?, W> assigner, boolean evicted) {

    /** The type of what is not stored, elements or accumulators: no serializer of it is ever used. */
    static final TypeInformation<Object> NOT_STORED = new GenericTypeInfo<>(Object.class);

    /** What only its serializer is known of. */
    static <W extends Window> WindowAssigner<Object, W> assignerWith(TypeSerializer<W> serializer) {
        return new SerializerOnly<>(serializer);
    }

    /**
     * @param elements what comes into the windows
     * @throws IOException if the beginning of the state cannot be read
     */
    <OUT> DataStream<OUT> read(
            String uid,
            WindowContents contents,
            TypeInformation<?> elements,
            WindowReaderFunction<?, OUT, ?, W> function,
            TypeInformation<?> keyType,
            TypeInformation<OUT> outputType)
            throws IOException {
        OperatorCheckpoint operator = reader.savepoint().operator(OperatorIdentifier.forUid(uid));
        StoredWindows.Form form = form(uid, operator, contents);
        Optional<Evictor<?, ?>> evictor = evicted ? Optional.of(new KeepAll()) : Optional.empty();
        Windowing windowing =
                new Windowing(assigner, assigner.getDefaultTrigger(), evictor, 0, Optional.empty(), elements);
        return reader.parts(StateParts.windows(operator))
                .flatMap(new WindowReading<>(
                        new WindowReading.Definition(operator.name(), form, windowing, contents),
                        function,
                        keyType,
                        reader.settings()))
                .name("windows of " + operator.name())
                .returns(outputType);
    }

    /** How the operator has stored its windows, which can be read as the program wants to. */
    private StoredWindows.Form form(String uid, OperatorCheckpoint operator, WindowContents contents)
            throws IOException {
        String windows =
                "the windows of operator '" + uid + "' at " + reader.savepoint().path();
        List<StateLayout> states = states(operator);
        StoredWindows.Form form = StoredWindows.Form.of(states)
                .orElseThrow(() -> new IllegalArgumentException(windows + " cannot be read, it has none; "
                        + (states.isEmpty() ? "it has no keyed state" : "its keyed states are " + names(states))));
        boolean asElements = evicted || contents instanceof WindowContents.Elements;
        if (asElements && !form.elements()) {
            throw new IllegalArgumentException(
                    windows + " do not keep their elements: read them by reduce or aggregate, without evictor()");
        }
        if (form.elements() && !asElements) {
            throw new IllegalArgumentException(windows
                    + " keep their elements: read them by process, or begin with evictor() if the job has an evictor");
        }
        if (form.needsAssigner() && Alignment.of(assigner).isEmpty()) {
            throw new IllegalArgumentException("of " + windows
                    + " only the ends are stored: give window() the job's tumbling or sliding assigner, not "
                    + assigner);
        }
        return form;
    }

    private static String names(List<StateLayout> states) {
        return states.stream().map(state -> "'" + state.name() + "'").collect(Collectors.joining(", "));
    }

    private static List<StateLayout> states(OperatorCheckpoint operator) throws IOException {
        Optional<KeyedPiece> any = operator.instances().values().stream()
                .flatMap(instance -> instance.pieces().keyed().stream())
                .findFirst();
        return any.isEmpty()
                ? List.of()
                : StateBackends.header(any.get(), Thread.currentThread().getContextClassLoader())
                        .states();
    }

    /** Emits what the windows contain. */
    static final class Contents<T, K, W extends Window> extends WindowReaderFunction<T, T, K, W> {

        private static final long serialVersionUID = 1L;

        @Override
        public void readWindow(K key, Context<W> context, Iterable<T> elements, Collector<T> out) {
            elements.forEach(out::collect);
        }
    }

    /** The evictor of windows that are read: what the job's would take out is still in the state. */
    private static final class KeepAll implements Evictor<Object, Window> {

        private static final long serialVersionUID = 1L;

        @Override
        public void evictBefore(
                Iterable<TimestampedValue<Object>> elements, int size, Window window, EvictorContext context) {}

        @Override
        public void evictAfter(
                Iterable<TimestampedValue<Object>> elements, int size, Window window, EvictorContext context) {}
    }

    /** Stands for an assigner of which nothing is needed but the serializer of its windows. */
    private static final class SerializerOnly<W extends Window> extends WindowAssigner<Object, W> {

        private static final long serialVersionUID = 1L;

        private final TypeSerializer<W> serializer;

        SerializerOnly(TypeSerializer<W> serializer) {
            this.serializer = serializer;
        }

        @Override
        public Collection<W> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
            throw new UnsupportedOperationException("windows are only read");
        }

        @Override
        @SuppressWarnings("unchecked") // it is never called
        public Trigger<Object, W> getDefaultTrigger(StreamExecutionEnvironment env) {
            return (Trigger<Object, W>) (Trigger<?, ?>) EventTimeTrigger.create();
        }

        @Override
        public TypeSerializer<W> getWindowSerializer(ExecutionConfig executionConfig) {
            return serializer;
        }

        @Override
        public boolean isEventTime() {
            return true;
        }

        @Override
        public String toString() {
            return "a serializer of windows";
        }
    }
}
