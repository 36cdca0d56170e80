package dev.weft.engine.types;

import dev.weft.api.common.typeutils.spi.GenericCodec;
import dev.weft.api.common.typeutils.spi.ProductCodec;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.api.common.typeutils.spi.SerializerProvider;
import dev.weft.api.java.typeutils.PojoRules;
import dev.weft.api.java.typeutils.runtime.kryo.GenericRegistrations;
import dev.weft.engine.types.generic.KryoCodec;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's {@link SerializerProvider}: generated codecs, and the generic fallback. Thread-safe. */
public final class EngineSerializerProvider implements SerializerProvider {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSerializerProvider.class);

    private final GeneratedCodecs generated = new GeneratedCodecs();
    private final ClassValue<AtomicBoolean> announced = new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
            return new AtomicBoolean();
        }
    };

    @Override
    public <T> Optional<ProductCodec.Factory<T>> productCodecs(ProductShape<T> shape) {
        return generated.factoryFor(shape);
    }

    @Override
    public GenericCodec genericCodec(Class<?> type, GenericRegistrations registrations) {
        if (announced.get(type).compareAndSet(false, true)) {
            LOG.info(
                    "{} is serialized by the generic fallback, which is slow and bars changes of the class: {}",
                    type.getName(),
                    PojoRules.violation(type).orElse("its type information was chosen to be generic"));
        }
        return new KryoCodec(type, registrations, CanonicalKeys.of(type), CanonicalKeys::canonical);
    }

    @Override
    public Optional<String> refusalOf(Class<?> type, GenericRegistrations registrations) {
        return KryoCodec.refusalOf(type, registrations);
    }
}
