package dev.weft.api.java.typeutils.runtime.kryo;

import dev.weft.annotation.Internal;
import dev.weft.api.common.ExecutionConfig.SerializableSerializer;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program registered with the generic fallback. A numbered type is written as its position, so the order is part of
 * the format.
 *
 * @param numbered in the order of their numbers
 * @param defaults for types and their subtypes, in the order in which they are tried
 */
@Internal
public record GenericRegistrations(List<Registration> numbered, List<Registration> defaults) implements Serializable {

    /** Copies what is given, in order. */
    public GenericRegistrations {
        numbered = new ArrayList<>(numbered);
        defaults = new ArrayList<>(defaults);
    }

    static GenericRegistrations of(SerializerConfig config) {
        Map<String, Registration> numbered = new LinkedHashMap<>();
        config.getRegisteredKryoTypes().forEach(type -> numbered.put(type.getName(), Registration.plain(type)));
        add(
                config.getRegisteredTypesWithKryoSerializers(),
                config.getRegisteredTypesWithKryoSerializerClasses(),
                numbered);
        Map<String, Registration> defaults = new LinkedHashMap<>();
        add(config.getDefaultKryoSerializers(), config.getDefaultKryoSerializerClasses(), defaults);
        return new GenericRegistrations(List.copyOf(numbered.values()), List.copyOf(defaults.values()));
    }

    /** Instances first; of a type that has both, the instance counts. */
    private static void add(
            Map<Class<?>, SerializableSerializer<?>> instances,
            Map<Class<?>, Class<?>> classes,
            Map<String, Registration> to) {
        instances.forEach((type, instance) -> to.put(
                type.getName(), Registration.with(type, GenericSerializer.ofInstance(instance.getSerializer()))));
        classes.forEach((type, serializer) -> {
            if (!instances.containsKey(type)) {
                to.put(type.getName(), Registration.with(type, GenericSerializer.ofClass(serializer)));
            }
        });
    }

    void write(DataOutputView out) throws IOException {
        writeAll(numbered, out);
        writeAll(defaults, out);
    }

    private static void writeAll(List<Registration> registrations, DataOutputView out) throws IOException {
        out.writeInt(registrations.size());
        for (Registration registration : registrations) {
            registration.write(out);
        }
    }

    static GenericRegistrations read(DataInputView in, ClassLoader loader) throws IOException {
        return new GenericRegistrations(readAll(in, loader), readAll(in, loader));
    }

    private static List<Registration> readAll(DataInputView in, ClassLoader loader) throws IOException {
        int count = in.readInt();
        List<Registration> registrations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            registrations.add(Registration.read(in, loader));
        }
        return registrations;
    }

    /** Says whether values written under older registrations are read by these: all older numbers stand for the same. */
    boolean continues(GenericRegistrations old) {
        return agreesWith(old)
                && numbered.size() >= old.numbered.size()
                && numbered.subList(0, old.numbered.size()).equals(old.numbered);
    }

    /** Says whether every type is written alike but for its number; one that was not registered had no serializer of its own. */
    boolean agreesWith(GenericRegistrations old) {
        return defaults.equals(old.defaults) && numbered.stream().allMatch(mine -> mine.equals(old.like(mine)));
    }

    private Registration like(Registration other) {
        return numbered.stream()
                .filter(mine -> mine.typeName().equals(other.typeName()))
                .findFirst()
                .orElseGet(other::withoutSerializer);
    }

    /** Returns the older numbers, then those that are new. */
    GenericRegistrations after(GenericRegistrations old) {
        List<Registration> merged = new ArrayList<>();
        for (Registration theirs : old.numbered) {
            merged.add(numbered.stream().filter(theirs::equals).findFirst().orElse(theirs));
        }
        numbered.stream().filter(mine -> !merged.contains(mine)).forEach(merged::add);
        return new GenericRegistrations(merged, defaults);
    }
}
