package dev.weft.engine.types.generic;

import dev.weft.api.java.typeutils.runtime.kryo.GenericRegistrations;
import dev.weft.shaded.com.esotericsoftware.kryo.DefaultSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.KryoSerializable;
import java.util.function.Predicate;

/**
 * Matches classes for which the program has chosen a serializer, by registration or by annotation. The engine does not
 * check what that serializer writes.
 */
record ChosenByProgram(GenericRegistrations registrations) implements Predicate<Class<?>> {

    @Override
    public boolean test(Class<?> type) {
        return KryoSerializable.class.isAssignableFrom(type)
                || type.isAnnotationPresent(DefaultSerializer.class)
                || coversByDefault(type)
                || registrations.numbered().stream()
                        .anyMatch(registration -> registration.isUsable()
                                && registration.serializer().isPresent()
                                && registration.type() == type);
    }

    /** Whether a serializer was registered for a class and its subclasses. */
    boolean coversByDefault(Class<?> type) {
        return registrations.defaults().stream()
                .anyMatch(registration ->
                        registration.isUsable() && registration.type().isAssignableFrom(type));
    }
}
