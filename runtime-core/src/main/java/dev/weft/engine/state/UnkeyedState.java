package dev.weft.engine.state;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.OperatorStateStore;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.UnkeyedPiece.Part;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.spi.SnapshotStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state of one operator instance that belongs to no key: lists and broadcast maps, always on the heap, small enough to
 * be copied when a snapshot is cut. What was restored is there before the program declares it, and is saved again if it
 * never does. Belongs to the thread of its task.
 */
public final class UnkeyedState implements OperatorStateStore {

    private final ExecutionConfig config;
    private final Map<String, UnkeyedContents> contents = new LinkedHashMap<>();
    private final Set<String> declared = new TreeSet<>();

    UnkeyedState(ExecutionConfig config, List<UnkeyedPiece> restored, ClassLoader userClassLoader) throws IOException {
        this.config = config;
        for (UnkeyedPiece piece : restored) {
            for (Map.Entry<String, Part> part : piece.parts().entrySet()) {
                restore(part.getKey(), part.getValue(), piece, userClassLoader);
            }
        }
    }

    private void restore(String name, Part part, UnkeyedPiece piece, ClassLoader userClassLoader) throws IOException {
        List<SavedSerializer<Object>> serializers = new ArrayList<>();
        try (InputStream stream = new BufferedInputStream(piece.bytes().open(part.header()))) {
            DataInputView in = new DataInputViewStreamWrapper(stream);
            for (int n = in.readByte(); n > 0; n--) {
                serializers.add(SavedSerializer.readAny(in, userClassLoader));
            }
        } catch (IOException e) {
            throw new IOException("operator state '" + name + "' cannot be read: " + e.getMessage(), e);
        }
        UnkeyedContents target = contents.computeIfAbsent(
                name,
                n -> part.mode() == Mode.BROADCAST
                        ? new BroadcastMap(n, serializers)
                        : new UnkeyedList(n, part.mode(), serializers));
        try (OffsetReader reader = new OffsetReader(piece.bytes())) {
            for (long offset : part.offsets()) {
                target.read(reader.at(offset));
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one state; its users agree about the types
    public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
        descriptor.initializeSerializerUnlessSet(config);
        return (BroadcastState<K, V>) declare(
                descriptor.getName(),
                Mode.BROADCAST,
                List.of(descriptor.getKeySerializer(), descriptor.getValueSerializer()));
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one state; its users agree about the types
    public <S> ListState<S> getListState(ListStateDescriptor<S> descriptor) {
        descriptor.initializeSerializerUnlessSet(config);
        return (ListState<S>) declare(descriptor.getName(), Mode.SPLIT, List.of(descriptor.getElementSerializer()));
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one state; its users agree about the types
    public <S> ListState<S> getUnionListState(ListStateDescriptor<S> descriptor) {
        descriptor.initializeSerializerUnlessSet(config);
        return (ListState<S>) declare(descriptor.getName(), Mode.UNION, List.of(descriptor.getElementSerializer()));
    }

    @SuppressWarnings("unchecked") // the engine handles elements as objects
    private UnkeyedContents declare(String name, Mode mode, List<TypeSerializer<?>> serializers) {
        UnkeyedContents known = contents.get(name);
        List<TypeSerializer<Object>> own =
                serializers.stream().map(s -> (TypeSerializer<Object>) s).toList();
        if (known == null) {
            List<SavedSerializer<Object>> saved =
                    own.stream().map(SavedSerializer::of).toList();
            known = mode == Mode.BROADCAST ? new BroadcastMap(name, saved) : new UnkeyedList(name, mode, saved);
            contents.put(name, known);
            declared.add(name);
            return known;
        }
        if (known.mode() != mode) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    "operator state '" + name + "' is redistributed by " + known.mode() + " and asked for as " + mode
                            + "; give one of them another name");
        }
        if (declared.add(name)) {
            known.bind(own);
        }
        return known;
    }

    @Override
    public Set<String> getRegisteredStateNames() {
        return names(false);
    }

    @Override
    public Set<String> getRegisteredBroadcastStateNames() {
        return names(true);
    }

    private Set<String> names(boolean broadcast) {
        Set<String> names = new TreeSet<>();
        for (UnkeyedContents each : contents.values()) {
            if (broadcast == (each.mode() == Mode.BROADCAST)) {
                names.add(each.name());
            }
        }
        return names;
    }

    /** Copies what is there. */
    Cut cut() {
        return new Cut(contents.values().stream().map(UnkeyedContents::frozen).toList());
    }

    /** The state at one moment. */
    record Cut(List<UnkeyedContents> contents) {

        /** Writes it all; nothing when there is no state. */
        Optional<UnkeyedPiece> write(SnapshotStore store) throws IOException {
            if (contents.isEmpty()) {
                return Optional.empty();
            }
            DataOutputSerializer out = new DataOutputSerializer(1024);
            Map<String, Part> parts = new LinkedHashMap<>();
            try (SnapshotStore.SnapshotStream stream = store.create()) {
                for (UnkeyedContents each : contents) {
                    parts.put(each.name(), write(each, out, stream));
                }
                return Optional.of(new UnkeyedPiece(parts, stream.finish()));
            }
        }

        private static Part write(UnkeyedContents each, DataOutputSerializer out, SnapshotStore.SnapshotStream stream)
                throws IOException {
            long header = stream.position();
            out.writeByte(each.serializers().size());
            for (SavedSerializer<Object> serializer : each.serializers()) {
                serializer.write(out);
            }
            List<Long> offsets = new ArrayList<>();
            each.write(out, () -> {
                stream.write(out.getSharedBuffer(), 0, out.length());
                out.clear();
                offsets.add(stream.position());
            });
            stream.write(out.getSharedBuffer(), 0, out.length());
            out.clear();
            return new Part(
                    each.mode(),
                    header,
                    offsets.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
