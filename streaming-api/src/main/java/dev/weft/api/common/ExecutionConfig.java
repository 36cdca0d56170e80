package dev.weft.api.common;

import dev.weft.annotation.Public;
import dev.weft.api.common.serialization.SerializerConfig;
import java.io.Serializable;

/** How a program runs. */
@Public
public class ExecutionConfig implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SerializerConfig serializerConfig;

    public ExecutionConfig(SerializerConfig serializerConfig) {
        this.serializerConfig = serializerConfig;
    }

    public SerializerConfig getSerializerConfig() {
        return serializerConfig;
    }
}
