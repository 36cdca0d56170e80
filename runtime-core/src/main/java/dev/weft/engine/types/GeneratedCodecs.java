package dev.weft.engine.types;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.spi.ProductCodec;
import dev.weft.api.common.typeutils.spi.ProductShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cache of generated codec classes, stored in a {@link ClassValue} of the class that they serialize, so that both are
 * unloaded together. Thread-safe.
 */
final class GeneratedCodecs {
    private static final Logger LOG = LoggerFactory.getLogger(GeneratedCodecs.class);
    private static final int MAX_FIELDS = 120;
    private static final MethodType CONSTRUCTOR = MethodType.methodType(ProductCodec.class, TypeSerializer[].class);

    private final ClassValue<Map<String, Optional<MethodHandle>>> constructors = new ClassValue<>() {
        @Override
        protected Map<String, Optional<MethodHandle>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    <T> Optional<ProductCodec.Factory<T>> factoryFor(ProductShape<T> shape) {
        List<FieldPlan> plans = new ArrayList<>();
        StringBuilder signature = new StringBuilder(shape.kind().name());
        for (int i = 0; i < shape.fields().size(); i++) {
            FieldPlan plan = FieldPlan.of(shape, i);
            plans.add(plan);
            signature.append(';').append(plan.signature(shape.serializers().get(i)));
        }
        return constructors
                .get(shape.type())
                .computeIfAbsent(signature.toString(), key -> generate(shape, plans))
                .map(GeneratedCodecs::factory);
    }

    private static <T> ProductCodec.Factory<T> factory(MethodHandle constructor) {
        return shape -> {
            TypeSerializer<?>[] serializers = shape.serializers().toArray(TypeSerializer<?>[]::new);
            try {
                @SuppressWarnings("unchecked") // generated for T
                ProductCodec<T> codec = (ProductCodec<T>) constructor.invokeExact(serializers);
                return codec;
            } catch (Throwable e) {
                throw new IllegalStateException(
                        "The generated codec of " + shape.type().getName() + " can't be created", e);
            }
        };
    }

    private static Optional<MethodHandle> generate(ProductShape<?> shape, List<FieldPlan> plans) {
        Class<?> type = shape.type();
        boolean possible = plans.size() <= MAX_FIELDS
                && !Modifier.isAbstract(type.getModifiers())
                && plans.stream().allMatch(plan -> plan.canBeGenerated(type));
        if (!possible) {
            return Optional.empty();
        }
        try {
            MethodHandles.Lookup beside = PackageLookup.beside(type);
            CodecWriter writer = new CodecWriter(shape, plans);
            MethodHandles.Lookup codec = beside.defineHiddenClassWithClassData(
                    writer.classBytes(), writer.classData(), true, MethodHandles.Lookup.ClassOption.NESTMATE);
            return Optional.of(codec.findConstructor(
                            codec.lookupClass(), MethodType.methodType(void.class, TypeSerializer[].class))
                    .asType(CONSTRUCTOR));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            LOG.warn(
                    "No code can be generated for {}; it is serialized by reflection, which is slower",
                    type.getName(),
                    e);
            return Optional.empty();
        }
    }
}
