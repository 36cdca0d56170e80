package dev.weft.formats.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.weft.api.common.serialization.AbstractDeserializationSchema;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.util.function.SerializableSupplier;
import java.io.IOException;
import java.util.Objects;

/**
 * Reads elements from JSON, as {@link ObjectMapper} maps their class. A message that is null, or that is the JSON value null,
 * is skipped; one that can't be read fails the task.
 *
 * @param <T> the elements
 */
public class JsonDeserializationSchema<T> extends AbstractDeserializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final SerializableSupplier<ObjectMapper> mapperFactory;

    /** Reads; made by {@link #open}. */
    protected transient ObjectMapper mapper;

    private transient ObjectReader reader;

    /** Reads elements of a class with a mapper of Jackson's own settings. */
    public JsonDeserializationSchema(Class<T> clazz) {
        this(TypeInformation.of(clazz));
    }

    /** Reads elements of a type's class with a mapper of Jackson's own settings. */
    public JsonDeserializationSchema(TypeInformation<T> typeInformation) {
        this(typeInformation, ObjectMapper::new);
    }

    /**
     * Reads elements of a class.
     *
     * @param mapperFactory makes the mapper, in each task
     */
    public JsonDeserializationSchema(Class<T> clazz, SerializableSupplier<ObjectMapper> mapperFactory) {
        this(TypeInformation.of(clazz), mapperFactory);
    }

    /**
     * Reads elements of a type's class.
     *
     * @param mapperFactory makes the mapper, in each task
     */
    public JsonDeserializationSchema(
            TypeInformation<T> typeInformation, SerializableSupplier<ObjectMapper> mapperFactory) {
        super(typeInformation);
        this.type = typeInformation.getTypeClass();
        this.mapperFactory = Objects.requireNonNull(mapperFactory, "mapperFactory");
    }

    @Override
    public void open(InitializationContext context) {
        mapper = mapperFactory.get();
        JavaType target = mapper.getTypeFactory().constructType(type);
        reader = mapper.readerFor(target);
    }

    @Override
    public T deserialize(byte[] message) throws IOException {
        return message == null ? null : reader.readValue(message);
    }
}
