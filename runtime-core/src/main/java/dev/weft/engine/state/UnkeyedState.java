package dev.weft.engine.state;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.OperatorStateStore;
import dev.weft.api.common.state.StateDescriptor;
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
import dev.weft.engine.types.DeclaredType;
import dev.weft.engine.types.MapKeySerializer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The operator state of one instance (not keyed): lists and broadcast maps, always on the heap, and small enough to be
 * copied for a snapshot. Restored contents are kept in serialized form until the program declares the state, in every
 * format that former instances used, and are saved again if it never does. Belongs to the thread of its task.
 */
public final class UnkeyedState implements OperatorStateStore {

    private final ExecutionConfig config;
    private final Map<String, UnkeyedContents> declared = new LinkedHashMap<>();
    private final Map<String, DeclaredType> types = new HashMap<>();
    /** Restored states that are not declared yet, each in all its formats. */
    private final Map<String, List<UnreadContents>> unread = new LinkedHashMap<>();

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
                serializers.add(SavedSerializer.readAnyUnasked(in, userClassLoader));
            }
        } catch (IOException e) {
            throw new IOException("operator state '" + name + "' cannot be read: " + e.getMessage(), e);
        }
        UnreadContents target = unread(name, part.mode(), serializers);
        try (OffsetReader reader = new OffsetReader(piece.bytes())) {
            for (long offset : part.offsets()) {
                target.read(reader.at(offset));
            }
        }
    }

    private UnreadContents unread(String name, Mode mode, List<SavedSerializer<Object>> serializers)
            throws IOException {
        List<UnreadContents> forms = unread.computeIfAbsent(name, n -> new ArrayList<>());
        for (UnreadContents form : forms) {
            if (form.isWrittenLike(serializers)) {
                return form;
            }
        }
        UnreadContents form = new UnreadContents(name, mode, serializers);
        forms.add(form);
        return form;
    }

    @Override
    @SuppressWarnings("unchecked") // mode and type are checked
    public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
        return (BroadcastState<K, V>) declare(
                descriptor,
                Mode.BROADCAST,
                () -> List.of(MapKeySerializer.of(descriptor.getKeySerializer()), descriptor.getValueSerializer()));
    }

    @Override
    @SuppressWarnings("unchecked") // mode and type are checked
    public <S> ListState<S> getListState(ListStateDescriptor<S> descriptor) {
        return (ListState<S>) declare(descriptor, Mode.SPLIT, () -> List.of(descriptor.getElementSerializer()));
    }

    @Override
    @SuppressWarnings("unchecked") // mode and type are checked
    public <S> ListState<S> getUnionListState(ListStateDescriptor<S> descriptor) {
        return (ListState<S>) declare(descriptor, Mode.UNION, () -> List.of(descriptor.getElementSerializer()));
    }

    /** @param serializers of its elements, once it has its own */
    private UnkeyedContents declare(
            StateDescriptor<?, ?> descriptor, Mode mode, Supplier<List<TypeSerializer<?>>> serializers) {
        String name = descriptor.getName();
        UnkeyedContents known = declared.get(name);
        if (known != null) {
            checkMode(known, mode);
            types.get(name).admit(descriptor);
            return known;
        }
        DeclaredType type = new DeclaredType(descriptor, config);
        List<UnreadContents> forms = unread.getOrDefault(name, List.of());
        forms.forEach(form -> checkMode(form, mode));
        List<SavedSerializer<Object>> own =
                serializers.get().stream().map(UnkeyedState::saved).toList();
        for (UnreadContents form : forms) {
            own = form.succeededBy(own);
        }
        UnkeyedContents made = mode == Mode.BROADCAST ? new BroadcastMap(name, own) : new UnkeyedList(name, mode, own);
        forms.forEach(form -> form.moveTo(made));
        unread.remove(name);
        declared.put(name, made);
        types.put(name, type);
        return made;
    }

    @SuppressWarnings("unchecked") // the engine handles elements as objects
    private static SavedSerializer<Object> saved(TypeSerializer<?> serializer) {
        return SavedSerializer.of((TypeSerializer<Object>) serializer);
    }

    private static void checkMode(UnkeyedContents known, Mode mode) {
        if (known.mode() != mode) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    "operator state '" + known.name() + "' is redistributed by " + known.mode() + " and asked for as "
                            + mode + "; give one of them another name");
        }
    }

    @Override
    public Set<String> getRegisteredStateNames() {
        return names(false);
    }

    @Override
    public Set<String> getRegisteredBroadcastStateNames() {
        return names(true);
    }

    private Stream<UnkeyedContents> all() {
        return Stream.concat(
                declared.values().stream(), unread.values().stream().flatMap(List::stream));
    }

    /** Whether there is a list that every instance is restored with. */
    public boolean hasUnionLists() {
        return all().anyMatch(each -> each.mode() == Mode.UNION);
    }

    private Set<String> names(boolean broadcast) {
        Set<String> names = new TreeSet<>();
        for (UnkeyedContents each : all().toList()) {
            if (broadcast == (each.mode() == Mode.BROADCAST)) {
                names.add(each.name());
            }
        }
        return names;
    }

    /** Copies the contents for a snapshot. */
    Cut cut() {
        return new Cut(all().map(UnkeyedContents::frozen).toList());
    }

    /** Snapshot of the contents. */
    record Cut(List<UnkeyedContents> contents) {

        Cut ofUnionLists() {
            return new Cut(
                    contents.stream().filter(each -> each.mode() == Mode.UNION).toList());
        }

        /** Writes all states; nothing when there is none. Further formats of a state become separate pieces. */
        List<UnkeyedPiece> write(SnapshotStore store) throws IOException {
            List<UnkeyedPiece> pieces = new ArrayList<>();
            List<UnkeyedContents> left = contents;
            while (!left.isEmpty()) {
                Map<String, UnkeyedContents> first = new LinkedHashMap<>();
                List<UnkeyedContents> further = new ArrayList<>();
                for (UnkeyedContents each : left) {
                    if (first.putIfAbsent(each.name(), each) != null) {
                        further.add(each);
                    }
                }
                pieces.add(write(first.values(), store));
                left = further;
            }
            return pieces;
        }

        private static UnkeyedPiece write(Collection<UnkeyedContents> contents, SnapshotStore store)
                throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(1024);
            Map<String, Part> parts = new LinkedHashMap<>();
            try (SnapshotStore.SnapshotStream stream = store.create()) {
                for (UnkeyedContents each : contents) {
                    parts.put(each.name(), writeNamed(each, out, stream));
                }
                return new UnkeyedPiece(parts, stream.finish());
            }
        }

        private static Part writeNamed(
                UnkeyedContents each, DataOutputSerializer out, SnapshotStore.SnapshotStream stream)
                throws IOException {
            try {
                return write(each, out, stream);
            } catch (IOException | RuntimeException e) {
                throw new IOException("the state '" + each.name() + "' cannot be written: " + e, e);
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
