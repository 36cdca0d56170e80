package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compares the subclasses of a POJO class with those of an older schema. Registered subclasses keep their numbers. */
final class SubclassComparison<T> {
    private final SavedSubclasses<T> current;
    private final SavedSubclasses<T> old;
    private final Map<String, TypeSerializerSchemaCompatibility<T>> answers = new LinkedHashMap<>();
    private String reason = "";

    /** @param now the snapshot of a subclass as it is now, by name; empty if it is gone */
    SubclassComparison(
            String base,
            SavedSubclasses<T> current,
            SavedSubclasses<T> old,
            Function<String, Optional<TypeSerializerSnapshot<T>>> now) {
        this.current = current;
        this.old = old;
        Map<String, TypeSerializerSnapshot<T>> known = current.all();
        old.all().forEach((name, snapshot) -> {
            Optional<TypeSerializerSnapshot<T>> newer =
                    Optional.ofNullable(known.get(name)).or(() -> now.apply(name));
            if (newer.isPresent()) {
                TypeSerializerSchemaCompatibility<T> answer = newer.get().resolveSchemaCompatibility(snapshot);
                answers.put(name, answer);
                if (answer.isIncompatible()) {
                    reason = "subclass " + name + " of " + base + ": " + answer.reason();
                }
            }
        });
    }

    Optional<String> reason() {
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    boolean needsMigration() {
        return answers.values().stream().anyMatch(TypeSerializerSchemaCompatibility::isCompatibleAfterMigration);
    }

    /** Says whether the current serializer numbers subclasses otherwise, or does not know all of which there are values. */
    boolean needsReconfiguring() {
        return !List.copyOf(registeredNames()).equals(List.copyOf(current.registeredNames()))
                || !current.all().keySet().containsAll(old.all().keySet())
                || answers.values().stream()
                        .anyMatch(TypeSerializerSchemaCompatibility::isCompatibleWithReconfiguredSerializer);
    }

    /** Returns the names in the order of their numbers: the old ones first. */
    Collection<String> registeredNames() {
        Set<String> names = new LinkedHashSet<>(old.registeredNames());
        names.addAll(current.registeredNames());
        return names;
    }

    /** Returns what reads values of the older schema. */
    Map<String, TypeSerializer<T>> readers() {
        Map<String, TypeSerializer<T>> readers = new HashMap<>(old.restored());
        answers.forEach(
                (name, answer) -> readers.put(name, answer.readerOf(old.all().get(name))));
        return readers;
    }

    /** Returns the serializers that go on where the older schema ended. */
    Map<String, TypeSerializer<T>> reconfigured() {
        Map<String, TypeSerializer<T>> serializers = new HashMap<>(old.restored());
        serializers.putAll(current.restored());
        answers.forEach((name, answer) -> {
            if (answer.isCompatibleWithReconfiguredSerializer()) {
                serializers.put(name, answer.getReconfiguredSerializer());
            }
        });
        return serializers;
    }
}
