package dev.weft.formats.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.api.common.serialization.SerializationSchema;
import dev.weft.util.FlinkRuntimeException;
import dev.weft.util.function.SerializableSupplier;
import java.util.Objects;

/**
 * Writes elements as JSON in UTF-8, as {@link ObjectMapper} maps their class. An element that can't be written fails the task.
 *
 * @param <T> the elements
 */
public class JsonSerializationSchema<T> implements SerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final SerializableSupplier<ObjectMapper> mapperFactory;

    /** Writes; made by {@link #open}. */
    protected transient ObjectMapper mapper;

    /** Writes with a mapper of Jackson's own settings. */
    public JsonSerializationSchema() {
        this(ObjectMapper::new);
    }

    /** @param mapperFactory makes the mapper, in each task */
    public JsonSerializationSchema(SerializableSupplier<ObjectMapper> mapperFactory) {
        this.mapperFactory = Objects.requireNonNull(mapperFactory, "mapperFactory");
    }

    @Override
    public void open(InitializationContext context) {
        mapper = mapperFactory.get();
    }

    @Override
    public byte[] serialize(T element) {
        try {
            return mapper.writeValueAsBytes(element);
        } catch (JsonProcessingException refused) {
            throw new FlinkRuntimeException(
                    "can't write an element of " + element.getClass().getName() + " as JSON: "
                            + refused.getOriginalMessage(),
                    refused);
        }
    }
}
