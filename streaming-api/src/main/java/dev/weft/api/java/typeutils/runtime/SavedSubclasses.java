package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.typeutils.SkippableSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Part of a POJO serializer's snapshot for subclasses: number of registered ones (int), each as its name (UTF) and the
 * snapshot of its serializer; the same for the others.
 *
 * @param registered by name, in the order of their numbers
 */
record SavedSubclasses<T>(
        Map<String, TypeSerializerSnapshot<T>> registered, Map<String, TypeSerializerSnapshot<T>> others) {

    static <T> SavedSubclasses<T> none() {
        return new SavedSubclasses<>(Map.of(), Map.of());
    }

    static <T> SavedSubclasses<T> of(SubclassSerializers<T> known) {
        return new SavedSubclasses<>(snapshots(known.registered(), known), snapshots(known.others(), known));
    }

    private static <T> Map<String, TypeSerializerSnapshot<T>> snapshots(
            Collection<String> names, SubclassSerializers<T> known) {
        Map<String, TypeSerializerSnapshot<T>> snapshots = new LinkedHashMap<>();
        for (String name : names) {
            try {
                snapshots.put(name, known.named(name).snapshotConfiguration());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return snapshots;
    }

    /** Returns the names in the order of their numbers. */
    Collection<String> registeredNames() {
        return registered.keySet();
    }

    Map<String, TypeSerializerSnapshot<T>> all() {
        Map<String, TypeSerializerSnapshot<T>> all = new LinkedHashMap<>(registered);
        all.putAll(others);
        return all;
    }

    /** Returns what reads each subclass as it was. */
    Map<String, TypeSerializer<T>> restored() {
        return each(GoneSubclass::restoredOrGone);
    }

    Map<String, TypeSerializer<T>> skippers() {
        return each((name, snapshot) -> skipper(snapshot));
    }

    @SuppressWarnings("unchecked") // nobody uses the values
    private static <T> TypeSerializer<T> skipper(TypeSerializerSnapshot<T> snapshot) {
        return (TypeSerializer<T>) SkippableSnapshot.skipperOf(snapshot);
    }

    private Map<String, TypeSerializer<T>> each(
            BiFunction<String, TypeSerializerSnapshot<T>, TypeSerializer<T>> serializer) {
        Map<String, TypeSerializer<T>> serializers = new HashMap<>();
        all().forEach((name, snapshot) -> serializers.put(name, serializer.apply(name, snapshot)));
        return serializers;
    }

    void write(DataOutputView out) throws IOException {
        write(registered, out);
        write(others, out);
    }

    private static <T> void write(Map<String, TypeSerializerSnapshot<T>> snapshots, DataOutputView out)
            throws IOException {
        out.writeInt(snapshots.size());
        for (Map.Entry<String, TypeSerializerSnapshot<T>> entry : snapshots.entrySet()) {
            out.writeUTF(entry.getKey());
            TypeSerializerSnapshot.writeVersionedSnapshot(out, entry.getValue());
        }
    }

    static <T> SavedSubclasses<T> read(DataInputView in, ClassLoader loader) throws IOException {
        return new SavedSubclasses<>(readMap(in, loader), readMap(in, loader));
    }

    private static <T> Map<String, TypeSerializerSnapshot<T>> readMap(DataInputView in, ClassLoader loader)
            throws IOException {
        int count = in.readInt();
        Map<String, TypeSerializerSnapshot<T>> snapshots = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            snapshots.put(in.readUTF(), TypeSerializerSnapshot.readVersionedSnapshot(in, loader));
        }
        return snapshots;
    }
}
