package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * Serializers of the subclasses of a POJO class. Registered ones are written by number, others by name; the names that
 * occurred are shared by all duplicates, so that each of them can write a snapshot. For one thread, except for that.
 */
final class SubclassSerializers<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * A subclass's serializer.
     *
     * @param number -1 if it has none
     * @param schema a checksum of what its fields are; written beside the name, for a snapshot may not know the subclass
     */
    record Known<T>(int number, int schema, TypeSerializer<T> serializer) {}

    private final Class<T> base;
    private final SerializerConfig config;
    private final ArrayList<String> registered;
    private final ConcurrentHashMap<String, Class<?>> seen;
    private final HashMap<String, TypeSerializer<T>> given;
    private transient Map<Class<?>, Known<T>> byClass;
    private transient Map<String, TypeSerializer<T>> byName;

    private SubclassSerializers(
            Class<T> base,
            SerializerConfig config,
            Collection<String> registered,
            ConcurrentHashMap<String, Class<?>> seen,
            Map<String, TypeSerializer<T>> given) {
        this.base = base;
        this.config = config;
        this.registered = new ArrayList<>(registered);
        this.seen = seen;
        this.given = new HashMap<>(given);
    }

    /** Numbers the subclasses that a program has registered, in that order. */
    static <T> SubclassSerializers<T> of(Class<T> base, SerializerConfig config) {
        List<String> registered = config.getRegisteredPojoTypes().stream()
                .filter(type -> base.isAssignableFrom(type) && type != base)
                .map(Class::getName)
                .toList();
        return new SubclassSerializers<>(base, config, registered, new ConcurrentHashMap<>(), Map.of());
    }

    /**
     * Knows what an older schema knew.
     *
     * @param registered names in the order of their numbers
     * @param given serializers of registered and other subclasses, by name; the rest is made from its class
     */
    static <T> SubclassSerializers<T> restored(
            Class<T> base,
            SerializerConfig config,
            Collection<String> registered,
            Map<String, TypeSerializer<T>> given) {
        return new SubclassSerializers<>(base, config, registered, new ConcurrentHashMap<>(), given);
    }

    SubclassSerializers<T> duplicate() {
        Map<String, TypeSerializer<T>> duplicates = new HashMap<>();
        given.forEach((name, serializer) -> duplicates.put(name, serializer.duplicate()));
        return new SubclassSerializers<>(base, config, registered, seen, duplicates);
    }

    SerializerConfig config() {
        return config;
    }

    List<String> registered() {
        return registered;
    }

    /** Returns the names of the unregistered subclasses that are known, in a stable order. */
    List<String> others() {
        Set<String> names = new TreeSet<>(seen.keySet());
        names.addAll(given.keySet());
        registered.forEach(names::remove);
        return List.copyOf(names);
    }

    Known<T> of(Class<?> subclass) {
        if (byClass == null) {
            byClass = new HashMap<>();
        }
        Known<T> known = byClass.get(subclass);
        if (known == null) {
            String name = subclass.getName();
            TypeSerializer<T> serializer = given.get(name);
            known = new Known<>(
                    registered.indexOf(name), schemaOf(subclass), serializer == null ? create(subclass) : serializer);
            byClass.put(subclass, known);
            seen.put(name, subclass);
        }
        return known;
    }

    TypeSerializer<T> numbered(int number) throws IOException {
        if (number < 0 || number >= registered.size()) {
            throw new IOException("Corrupt data: a value of a subclass of " + base.getName() + " has number " + number
                    + ", but only " + registered.size() + " subclasses are registered");
        }
        return named(registered.get(number));
    }

    TypeSerializer<T> named(String name) throws IOException {
        if (byName == null) {
            byName = new HashMap<>();
        }
        TypeSerializer<T> known = byName.get(name);
        if (known == null) {
            TypeSerializer<T> serializer = given.get(name);
            known = serializer == null ? of(find(name)).serializer() : serializer;
            byName.put(name, known);
        }
        return known;
    }

    /** As {@link #named(String)}, for a value that was written under a schema; what a snapshot told goes before it. */
    TypeSerializer<T> named(String name, int schema) throws IOException {
        TypeSerializer<T> known = named(name);
        if (!given.containsKey(name) && of(find(name)).schema() != schema) {
            throw new IOException("The fields of " + name + " have changed since a value of it was stored, and what was"
                    + " saved of " + base.getName() + " does not tell how they were; register subclasses by"
                    + " registerPojoType(...) before they change");
        }
        return known;
    }

    /** With nothing registered and nothing seen, so that it depends on the class only. */
    private static int schemaOf(Class<?> subclass) {
        DataOutputSerializer snapshot = new DataOutputSerializer(256);
        try {
            TypeSerializerSnapshot.writeVersionedSnapshot(
                    snapshot,
                    TypeExtractor.createTypeInfo(subclass)
                            .createSerializer(new SerializerSettings())
                            .snapshotConfiguration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CRC32 checksum = new CRC32();
        checksum.update(snapshot.getSharedBuffer(), 0, snapshot.length());
        return (int) checksum.getValue();
    }

    private Class<?> find(String name) throws IOException {
        for (Class<?> type : config.getRegisteredPojoTypes()) {
            if (type.getName().equals(name)) {
                return type;
            }
        }
        Class<?> known = seen.get(name);
        return known == null ? load(name) : known;
    }

    /** The thread's loader knows the classes of its job; the loader of the base class is the next to ask. */
    private Class<?> load(String name) throws IOException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        Class<?> subclass =
                ClassNames.find(name, context == null ? base.getClassLoader() : context, base.getClassLoader());
        if (!base.isAssignableFrom(subclass)) {
            throw new IOException("Corrupt data: " + name + " is no subclass of " + base.getName());
        }
        return subclass;
    }

    @SuppressWarnings("unchecked") // a subclass's values are values of the base class
    private TypeSerializer<T> create(Class<?> subclass) {
        return (TypeSerializer<T>) TypeExtractor.createTypeInfo(subclass).createSerializer(config);
    }
}
