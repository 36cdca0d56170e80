package dev.weft.state.api;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.configuration.Configuration;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.runtime.state.StateBackend;
import dev.weft.state.api.functions.KeyedStateReaderFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.windows.Window;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gives the state in a savepoint or checkpoint as streams, in any format and of either state backend. What is read is bounded:
 * the program is best run as a batch.
 *
 * <pre>{@code
 * SavepointReader savepoint = SavepointReader.read(env, "hdfs:///savepoints/savepoint-1a2b3c-...");
 * DataStream<Long> offsets = savepoint.readListState("source", "offsets", Types.LONG);
 * }</pre>
 */
@PublicEvolving
public class SavepointReader {

    private final StreamExecutionEnvironment env;
    private final Savepoint savepoint;

    private SavepointReader(StreamExecutionEnvironment env, Savepoint savepoint) {
        this.env = env;
        this.savepoint = savepoint;
    }

    /**
     * Looks at a savepoint or a retained checkpoint.
     *
     * @param path of its directory or of its metadata file
     * @throws IOException with a message that names the file and says what is wrong with it
     */
    public static SavepointReader read(StreamExecutionEnvironment env, String path) throws IOException {
        return new SavepointReader(Objects.requireNonNull(env, "env"), Savepoint.read(path));
    }

    /** As {@link #read(StreamExecutionEnvironment, String)}. The state itself says which backend reads it. */
    public static SavepointReader read(StreamExecutionEnvironment env, String path, StateBackend stateBackend)
            throws IOException {
        return read(env, path);
    }

    /** As {@link #readListState(OperatorIdentifier, String, TypeInformation)}. */
    public <T> DataStream<T> readListState(String uid, String name, TypeInformation<T> typeInfo) {
        return readListState(OperatorIdentifier.forUid(uid), name, typeInfo);
    }

    /** The elements of a list state, of all instances of the operator. */
    public <T> DataStream<T> readListState(OperatorIdentifier identifier, String name, TypeInformation<T> typeInfo) {
        return list(identifier, name, UnkeyedPiece.Mode.SPLIT, typeInfo, new ListStateDescriptor<>(name, typeInfo));
    }

    /** As {@link #readListState(OperatorIdentifier, String, TypeInformation)}, written by a serializer of one's own. */
    public <T> DataStream<T> readListState(
            OperatorIdentifier identifier, String name, TypeInformation<T> typeInfo, TypeSerializer<T> serializer) {
        return list(identifier, name, UnkeyedPiece.Mode.SPLIT, typeInfo, new ListStateDescriptor<>(name, serializer));
    }

    /** As {@link #readUnionState(OperatorIdentifier, String, TypeInformation)}. */
    public <T> DataStream<T> readUnionState(String uid, String name, TypeInformation<T> typeInfo) {
        return readUnionState(OperatorIdentifier.forUid(uid), name, typeInfo);
    }

    /** The elements of a union list state, each once: what the instances have put in, not what each of them gets. */
    public <T> DataStream<T> readUnionState(OperatorIdentifier identifier, String name, TypeInformation<T> typeInfo) {
        return list(identifier, name, UnkeyedPiece.Mode.UNION, typeInfo, new ListStateDescriptor<>(name, typeInfo));
    }

    /** As {@link #readUnionState(OperatorIdentifier, String, TypeInformation)}, written by a serializer of one's own. */
    public <T> DataStream<T> readUnionState(
            OperatorIdentifier identifier, String name, TypeInformation<T> typeInfo, TypeSerializer<T> serializer) {
        return list(identifier, name, UnkeyedPiece.Mode.UNION, typeInfo, new ListStateDescriptor<>(name, serializer));
    }

    private <T> DataStream<T> list(
            OperatorIdentifier identifier,
            String name,
            UnkeyedPiece.Mode mode,
            TypeInformation<T> type,
            ListStateDescriptor<T> descriptor) {
        boolean union = mode == UnkeyedPiece.Mode.UNION;
        return unkeyed(identifier, name, mode, type, (state, out) -> {
            for (T element : union
                    ? state.getUnionListState(descriptor).get()
                    : state.getListState(descriptor).get()) {
                out.collect(element);
            }
        });
    }

    /** As {@link #readBroadcastState(OperatorIdentifier, String, TypeInformation, TypeInformation)}. */
    public <K, V> DataStream<Tuple2<K, V>> readBroadcastState(
            String uid, String name, TypeInformation<K> keyTypeInfo, TypeInformation<V> valueTypeInfo) {
        return readBroadcastState(OperatorIdentifier.forUid(uid), name, keyTypeInfo, valueTypeInfo);
    }

    /** The entries of a broadcast state, which is the same in all instances of the operator. */
    public <K, V> DataStream<Tuple2<K, V>> readBroadcastState(
            OperatorIdentifier identifier,
            String name,
            TypeInformation<K> keyTypeInfo,
            TypeInformation<V> valueTypeInfo) {
        MapStateDescriptor<K, V> descriptor = new MapStateDescriptor<>(name, keyTypeInfo, valueTypeInfo);
        return unkeyed(
                identifier,
                name,
                UnkeyedPiece.Mode.BROADCAST,
                Types.TUPLE(keyTypeInfo, valueTypeInfo),
                (state, out) -> {
                    for (Map.Entry<K, V> entry :
                            state.getBroadcastState(descriptor).immutableEntries()) {
                        out.collect(Tuple2.of(entry.getKey(), entry.getValue()));
                    }
                });
    }

    /** As {@link #readKeyedState(OperatorIdentifier, KeyedStateReaderFunction)}. */
    public <K, OUT> DataStream<OUT> readKeyedState(String uid, KeyedStateReaderFunction<K, OUT> function) {
        return readKeyedState(OperatorIdentifier.forUid(uid), function);
    }

    /** Calls a function for each key of an operator; the types are those that its class names. */
    public <K, OUT> DataStream<OUT> readKeyedState(
            OperatorIdentifier identifier, KeyedStateReaderFunction<K, OUT> function) {
        TypeInformation<K> keyType =
                TypeExtractor.createTypeInfo(KeyedStateReaderFunction.class, function.getClass(), 0, null, null);
        TypeInformation<OUT> outType =
                TypeExtractor.createTypeInfo(KeyedStateReaderFunction.class, function.getClass(), 1, null, null);
        return readKeyedState(identifier, function, keyType, outType);
    }

    /** As {@link #readKeyedState(OperatorIdentifier, KeyedStateReaderFunction, TypeInformation, TypeInformation)}. */
    public <K, OUT> DataStream<OUT> readKeyedState(
            String uid,
            KeyedStateReaderFunction<K, OUT> function,
            TypeInformation<K> keyTypeInfo,
            TypeInformation<OUT> outTypeInfo) {
        return readKeyedState(OperatorIdentifier.forUid(uid), function, keyTypeInfo, outTypeInfo);
    }

    /**
     * Calls a function for each key of an operator.
     *
     * @param keyTypeInfo of the operator's keys
     */
    public <K, OUT> DataStream<OUT> readKeyedState(
            OperatorIdentifier identifier,
            KeyedStateReaderFunction<K, OUT> function,
            TypeInformation<K> keyTypeInfo,
            TypeInformation<OUT> outTypeInfo) {
        OperatorCheckpoint operator = savepoint.operator(identifier);
        List<StatePart> parts = StateParts.keyed(operator);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "operator " + identifier + " at " + savepoint.path() + " has no keyed state");
        }
        return parts(parts)
                .flatMap(new KeyedStateReading<>(function, keyTypeInfo, settings()))
                .name("keyed state of " + operator.name())
                .returns(outTypeInfo);
    }

    /**
     * Begins to read the windows of an operator.
     *
     * @param assigner the one that the operator has: the state does not tell the size of windows
     */
    public <W extends Window> WindowSavepointReader<W> window(WindowAssigner<?, W> assigner) {
        return new WindowSavepointReader<>(this, Objects.requireNonNull(assigner, "assigner"));
    }

    /** As {@link #window(WindowAssigner)}, for windows that are stored whole: not tumbling or sliding ones with an aggregate. */
    public <W extends Window> WindowSavepointReader<W> window(TypeSerializer<W> windowSerializer) {
        return window(WindowStates.assignerWith(Objects.requireNonNull(windowSerializer, "windowSerializer")));
    }

    private <T> DataStream<T> unkeyed(
            OperatorIdentifier identifier,
            String name,
            UnkeyedPiece.Mode mode,
            TypeInformation<T> type,
            UnkeyedStateReading.Contents<T> contents) {
        OperatorCheckpoint operator = savepoint.operator(identifier);
        List<StatePart> parts = StateParts.unkeyed(operator, name, mode);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("operator " + identifier + " at " + savepoint.path() + " has no "
                    + StateParts.words(mode) + " '" + name + "'; it has " + StateParts.names(operator));
        }
        return parts(parts)
                .flatMap(new UnkeyedStateReading<>(contents))
                .name("state '" + name + "' of " + operator.name())
                .returns(type);
    }

    DataStream<StatePart> parts(List<StatePart> parts) {
        return env.fromData(TypeInformation.of(StatePart.class), parts.toArray(StatePart[]::new))
                .name("savepoint " + savepoint.path())
                .rebalance();
    }

    Savepoint savepoint() {
        return savepoint;
    }

    Configuration settings() {
        return Configuration.fromMap(env.getConfiguration().toMap());
    }
}
